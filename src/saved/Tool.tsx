import { IconButton, type IconName } from '@grafana/ui';

interface Props {
  icon: IconName;
  label: string;
  isOn?: boolean;
  onClick(): unknown;
}

/** A button beside an entry, which arrow keys lead to. */
export const Tool = ({ icon, label, isOn, onClick }: Props) => (
  <IconButton
    name={icon}
    size="sm"
    variant={isOn ? 'primary' : 'secondary'}
    aria-pressed={isOn}
    aria-label={label}
    // Grafana's tooltip would make it a tab stop.
    title={label}
    tabIndex={-1}
    onClick={onClick}
  />
);
