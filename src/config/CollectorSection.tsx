import { t } from '@grafana/i18n';
import { Field, FieldSet, SecretInput } from '@grafana/ui';
import { CollectorState } from './CollectorState';
import { type SectionProps, TextSetting } from './TextSetting';

interface Props extends SectionProps {
  /** Grafana has a token already, and keeps it. */
  hasToken: boolean;
  setToken(token: string): void;
  /** What is in the form is what Grafana has: its server asks the collector by that. */
  saved: boolean;
}

/** How Grafana's server reaches the collector, and what that says of itself. */
export function CollectorSection({ hasToken, setToken, saved, ...section }: Props) {
  return (
    <FieldSet label={t('collector.title', 'Collector')}>
      <TextSetting
        {...section}
        name="collectorUrl"
        id="ke-collector-url"
        label={t('collector.url', 'Address')}
        description={t(
          'collector.urlAbout',
          "Optional. The address of the collector's telemetry endpoint, as Grafana's server reaches it."
        )}
        placeholder="http://kubernetes-events.monitoring:9464"
      />
      <Field
        label={t('collector.token', 'Bearer token')}
        description={t(
          'collector.tokenAbout',
          'Needed if a proxy in front of the collector requires one. Grafana stores it encrypted.'
        )}
      >
        <SecretInput
          id="ke-collector-token"
          width={50}
          isConfigured={hasToken}
          onReset={() => setToken('')}
          onChange={(event) => setToken(event.currentTarget.value)}
        />
      </Field>
      {section.settings.collectorUrl && <CollectorState disabled={!saved} />}
    </FieldSet>
  );
}
