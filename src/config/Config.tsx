import { useState } from 'react';
import { type AppPluginMeta, type PluginConfigPageProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import { getBackendSrv } from '@grafana/runtime';
import { Alert, Button, Combobox, Field, FieldSet, Input } from '@grafana/ui';
import { DEFAULT_BASE, streamSelector } from '@kubernetes-events/logql';
import { lastValueFrom } from 'rxjs';
import { ID } from '../app/id';
import { type AppSettings } from '../app/settings';
import { parseMatchers } from '../loki/baseSelector';
import { lokiSources } from '../loki/source';

type Props = PluginConfigPageProps<AppPluginMeta<AppSettings>>;

/** What an administrator sets for everyone. */
export default function Config({ plugin }: Props) {
  const { enabled, pinned, jsonData } = plugin.meta;
  const [settings, setSettings] = useState<AppSettings>(jsonData ?? {});
  const [error, setError] = useState('');
  const [saved, setSaved] = useState(false);
  const set = (change: AppSettings) => {
    setSettings({ ...settings, ...change });
    setSaved(false);
  };
  const selectorFault = parseMatchers(settings.baseSelector ?? '') === undefined;
  const save = async () => {
    try {
      const data = { enabled: enabled ?? true, pinned: pinned ?? true, jsonData: settings };
      await lastValueFrom(getBackendSrv().fetch({ url: `/api/plugins/${ID}/settings`, method: 'POST', data }));
      setError('');
      setSaved(true);
    } catch (cause) {
      setError((cause as { data?: { message?: string } }).data?.message ?? String(cause));
    }
  };
  return (
    <FieldSet label={t('config.title', 'Kubernetes Events')}>
      <Field
        label={t('config.source', 'Loki data source')}
        description={t(
          'config.sourceAbout',
          'The one that the pages open with. People can choose another on the page.'
        )}
      >
        <Combobox
          width={50}
          isClearable
          options={lokiSources().map(({ name, uid }) => ({ label: name, value: uid }))}
          value={settings.datasource ?? null}
          onChange={(option) => set({ datasource: option?.value })}
        />
      </Field>
      <Field
        label={t('config.selector', 'Streams of events')}
        description={t('config.selectorAbout', 'LogQL matchers. Left empty: {{selector}}', {
          selector: streamSelector(DEFAULT_BASE),
          interpolation: { escapeValue: false },
        })}
        invalid={selectorFault}
        error={t('config.selectorFault', 'Write matchers with commas between them: cluster="eu", _kind=~".+"')}
      >
        <Input
          width={50}
          value={settings.baseSelector ?? ''}
          placeholder='_kind=~".+"'
          onChange={(event) => set({ baseSelector: event.currentTarget.value })}
        />
      </Field>
      <Field
        label={t('config.logs', "Link to a pod's logs")}
        description={t(
          'config.logsAbout',
          'An address with {namespace}, {pod}, {container}, {host}, {from} and {to} in it; events of pods then link to it.'
        )}
      >
        <Input
          width={80}
          value={settings.logsLink ?? ''}
          placeholder="/explore?…{namespace}…{pod}…"
          onChange={(event) => set({ logsLink: event.currentTarget.value })}
        />
      </Field>
      {error && <Alert title={t('config.failed', 'Not saved')}>{error}</Alert>}
      <Button onClick={save} disabled={selectorFault} icon={saved ? 'check' : undefined}>
        {saved ? t('config.saved', 'Saved') : t('config.save', 'Save')}
      </Button>
    </FieldSet>
  );
}
