import { t } from '@grafana/i18n';
import { Combobox, Field, FieldSet } from '@grafana/ui';
import { lokiSources } from '../loki/source';
import { DEFAULT_LOGS_SELECTOR } from '../view/podLogs';
import { LinkTemplates } from './LinkTemplates';
import { type SectionProps, TextSetting } from './TextSetting';

/** Where events lead to: a pod's logs, dashboards, runbooks. */
export function LinksSection(section: SectionProps) {
  const { settings, faults, set } = section;
  return (
    <FieldSet label={t('config.linksTitle', 'Links from events')}>
      <TextSetting
        {...section}
        name="logsLink"
        id="ke-logs-link"
        width={80}
        label={t('config.logs', "Link to a pod's logs")}
        description={t(
          'config.logsAbout',
          'Events of pods link to this address. It can contain {namespace}, {pod}, {container}, {host}, {from} and {to}.'
        )}
        placeholder="/explore?…{namespace}…{pod}…"
      />
      <Field
        label={t('config.logsSource', 'Loki data source of the logs')}
        description={t(
          'config.logsSourceAbout',
          'Problems show the last lines that a pod wrote. Default: the data source of the events.'
        )}
      >
        <Combobox
          id="ke-logs-source"
          width={50}
          isClearable
          placeholder={t('config.logsSourceSame', 'The data source of the events')}
          options={lokiSources().map(({ name, uid }) => ({ label: name, value: uid }))}
          value={settings.logsDatasource ?? null}
          onChange={(option) => set({ logsDatasource: option?.value })}
        />
      </Field>
      <TextSetting
        {...section}
        name="logsSelector"
        id="ke-logs-selector"
        width={80}
        label={t('config.logsSelector', 'Log streams of a pod')}
        description={t(
          'config.logsSelectorAbout',
          'A LogQL selector with {namespace}, {pod} and {container} in it. Matchers of what is not known are left out.'
        )}
        placeholder={DEFAULT_LOGS_SELECTOR}
      />
      <Field
        label={t('config.links', 'Further links')}
        description={t(
          'config.linksAbout',
          'Can also contain {kind}, {name}, {cluster} and {reason}. Set a kind to limit a link to its events.'
        )}
        invalid={Boolean(faults.links)}
        error={faults.links}
      >
        <LinkTemplates links={settings.links ?? []} onChange={(links) => set({ links })} />
      </Field>
    </FieldSet>
  );
}
