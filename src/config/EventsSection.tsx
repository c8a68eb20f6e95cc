import { t } from '@grafana/i18n';
import { Combobox, Field, FieldSet, Input } from '@grafana/ui';
import { DEFAULT_BASE, streamSelector } from '@kubernetes-events/logql';
import { type AppSettings } from '../view/settings';
import { lokiSources } from '../loki/source';
import { type Faults } from './faults';
import { SourceCheck } from './SourceCheck';

export interface SectionProps {
  settings: AppSettings;
  faults: Faults;
  set(change: AppSettings): void;
}

/** Where the events are, and whether they are there. */
export function EventsSection({ settings, faults, set, saved }: SectionProps & { saved: boolean }) {
  const unreadable = Boolean(faults.baseSelector ?? faults.clusterLabel);
  return (
    <FieldSet label={t('config.title', 'Kubernetes Events')}>
      <Field
        label={t('config.source', 'Loki data source')}
        description={t('config.sourceAbout', 'The pages open with this data source. Readers can choose another one.')}
      >
        <Combobox
          id="ke-source"
          width={50}
          isClearable
          placeholder={t('config.sourceFirst', 'Default data source, else the first Loki')}
          options={lokiSources().map(({ name, uid }) => ({ label: name, value: uid }))}
          value={settings.datasource ?? null}
          onChange={(option) => set({ datasource: option?.value })}
        />
      </Field>
      <Field
        label={t('config.selector', 'Event streams')}
        description={t('config.selectorAbout', 'LogQL matchers that select the streams. Default: {{-selector}}', {
          selector: streamSelector(DEFAULT_BASE),
        })}
        invalid={Boolean(faults.baseSelector)}
        error={faults.baseSelector}
      >
        <Input
          id="ke-selector"
          width={50}
          value={settings.baseSelector ?? ''}
          placeholder='_kind=~".+"'
          onChange={(event) => set({ baseSelector: event.currentTarget.value })}
        />
      </Field>
      <Field
        label={t('config.cluster', 'Cluster label')}
        description={t('config.clusterAbout', 'The label with the name of the cluster, if this Loki has several.')}
        invalid={Boolean(faults.clusterLabel)}
        error={faults.clusterLabel}
      >
        <Input
          id="ke-cluster"
          width={50}
          value={settings.clusterLabel ?? ''}
          placeholder="cluster"
          onChange={(event) => set({ clusterLabel: event.currentTarget.value })}
        />
      </Field>
      <SourceCheck settings={settings} disabled={unreadable} saved={saved} />
    </FieldSet>
  );
}
