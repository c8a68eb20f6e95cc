import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import { BARE, quiet } from './styles';

interface Props {
  label: string;
  value: string;
  options: ReadonlyArray<{ value: string; label: string }>;
  onChange(value: string): void;
}

/** A choice of few, in the line of text that it belongs to. */
export function Choice({ label, value, options, onChange }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <label className={styles.choice}>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="angle-down" size="sm" />
    </label>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  choice: css({
    ...quiet(theme),
    display: 'inline-flex',
    alignItems: 'center',
    margin: 0,
    fontWeight: theme.typography.fontWeightRegular,
    whiteSpace: 'nowrap',
    select: {
      ...BARE,
      width: 'auto',
      fieldSizing: 'content',
      height: 24,
      margin: 0,
      padding: theme.spacing(0, 2.25, 0, 0.75),
      color: theme.colors.text.primary,
      font: 'inherit',
      lineHeight: '24px',
      appearance: 'none',
      cursor: 'pointer',
      borderRadius: theme.shape.radius.default,
      '&:hover': { background: theme.colors.action.hover },
      option: { background: theme.colors.background.primary, color: theme.colors.text.primary },
    },
    svg: { marginLeft: -18, pointerEvents: 'none' },
  }),
});
