import { t } from '@grafana/i18n';
import { Field, FieldSet } from '@grafana/ui';
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
