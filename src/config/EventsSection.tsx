import { t } from '@grafana/i18n';
import { Combobox, Field, FieldSet } from '@grafana/ui';
import { DEFAULT_BASE, streamSelector } from '@kubernetes-events/logql';
import { lokiSources } from '../loki/source';
import { SourceCheck } from './SourceCheck';
import { type SectionProps, TextSetting } from './TextSetting';

/** Where the events are, and whether they are there. */
export function EventsSection({ saved, ...section }: SectionProps & { saved: boolean }) {
  const { settings, faults, set } = section;
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
      <TextSetting
        {...section}
        name="baseSelector"
        id="ke-selector"
        label={t('config.selector', 'Event streams')}
        description={t('config.selectorAbout', 'LogQL matchers that select the streams. Default: {{-selector}}', {
          selector: streamSelector(DEFAULT_BASE),
        })}
        placeholder='_kind=~".+"'
      />
      <TextSetting
        {...section}
        name="clusterLabel"
        id="ke-cluster"
        label={t('config.cluster', 'Cluster label')}
        description={t('config.clusterAbout', 'The label with the name of the cluster, if this Loki has several.')}
        placeholder="cluster"
      />
      <SourceCheck settings={settings} disabled={unreadable} saved={saved} />
    </FieldSet>
  );
}
