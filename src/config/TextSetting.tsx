import { Field, Input } from '@grafana/ui';
import { type AppSettings } from '../view/settings';
import { type Faults } from './faults';

export interface SectionProps {
  settings: AppSettings;
  faults: Faults;
  set(change: AppSettings): void;
}

interface Props extends SectionProps {
  name: 'baseSelector' | 'clusterLabel' | 'logsLink' | 'logsSelector' | 'collectorUrl';
  id: string;
  label: string;
  description: string;
  placeholder: string;
  width?: number;
}

/** A setting that is one line of text. */
export function TextSetting({ name, id, label, description, placeholder, width = 50, settings, faults, set }: Props) {
  return (
    <Field label={label} description={description} invalid={Boolean(faults[name])} error={faults[name]}>
      <Input
        id={id}
        width={width}
        value={settings[name] ?? ''}
        placeholder={placeholder}
        onChange={(event) => set({ [name]: event.currentTarget.value })}
      />
    </Field>
  );
}
