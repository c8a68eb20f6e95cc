import { t } from '@grafana/i18n';
import { Field, FieldSet, Input } from '@grafana/ui';
import { type SectionProps } from './EventsSection';
import { LinkTemplates } from './LinkTemplates';

/** Where events lead to: a pod's logs, dashboards, runbooks. */
export function LinksSection({ settings, faults, set }: SectionProps) {
  return (
    <FieldSet label={t('config.linksTitle', 'Links from events')}>
      <Field
        label={t('config.logs', "Link to a pod's logs")}
        description={t(
          'config.logsAbout',
          'Events of pods link to this address. It can contain {namespace}, {pod}, {container}, {host}, {from} and {to}.'
        )}
        invalid={Boolean(faults.logsLink)}
        error={faults.logsLink}
      >
        <Input
          id="ke-logs-link"
          width={80}
          value={settings.logsLink ?? ''}
          placeholder="/explore?…{namespace}…{pod}…"
          onChange={(event) => set({ logsLink: event.currentTarget.value })}
        />
      </Field>
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
