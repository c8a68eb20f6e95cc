import { type SyntheticEvent, useState } from 'react';
import { css } from '@emotion/css';
import { type AppPluginMeta, type GrafanaTheme2, locationUtil, type PluginConfigPageProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Button, LinkButton, useStyles2 } from '@grafana/ui';
import { ROOT } from '../view/appId';
import { changeSettings, type Secrets } from '../view/saveSettings';
import { reasonOf } from '../saved/words';
import { type AppSettings } from '../view/settings';
import { CollectorSection } from './CollectorSection';
import { EventsSection } from './EventsSection';
import { faultsOf } from './faults';
import { LinksSection } from './LinksSection';
import { SavedSection } from './SavedSection';

type Props = PluginConfigPageProps<AppPluginMeta<AppSettings>>;

/** What an administrator sets for everyone in the organization. */
export default function Config({ plugin }: Props) {
  const styles = useStyles2(getStyles);
  const { meta } = plugin;
  const [settings, setSettings] = useState<AppSettings>(meta.jsonData ?? {});
  const [secrets, setSecrets] = useState<Secrets>({});
  const [outcome, setOutcome] = useState<{ error?: string; saved?: boolean }>({});
  const faults = faultsOf(settings);
  const saved = settings === meta.jsonData || outcome.saved === true;
  const set = (change: AppSettings) => {
    setSettings({ ...settings, ...change });
    setOutcome({});
  };
  const save = async () => {
    // Grafana takes settings without a single value for no change.
    const links = (settings.links ?? []).filter(({ title, url }) => title && url);
    // Filters may have been saved since this page was opened; it does not change them.
    const { savedFilters: _, ...own } = { ...settings, links };
    try {
      setSettings(await changeSettings(() => own, secrets));
      setOutcome({ saved: true });
    } catch (cause) {
      setOutcome({ error: reasonOf(cause) });
    }
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <EventsSection settings={settings} faults={faults} set={set} saved={saved} />
      <LinksSection settings={settings} faults={faults} set={set} />
      <SavedSection settings={settings} set={set} />
      <CollectorSection
        settings={settings}
        faults={faults}
        set={set}
        hasToken={secrets.collectorToken === undefined && Boolean(meta.secureJsonFields?.collectorToken)}
        setToken={(collectorToken) => {
          setSecrets({ collectorToken });
          setOutcome({});
        }}
        saved={saved}
      />
      {outcome.error && <Alert title={t('config.failed', 'Not saved')}>{outcome.error}</Alert>}
      <div className={styles.buttons}>
        <Button type="submit" disabled={Object.keys(faults).length > 0} icon={outcome.saved ? 'check' : undefined}>
          {outcome.saved ? t('config.saved', 'Saved') : t('config.save', 'Save')}
        </Button>
        {outcome.saved && (
          // As a new page: what is loaded already has the old settings.
          <LinkButton variant="secondary" href={locationUtil.assureBaseUrl(`${ROOT}/events`)} target="_self">
            {t('config.open', 'Open the events')}
          </LinkButton>
        )}
      </div>
    </form>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({
    maxWidth: 960,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    // Boxes have a width of their own, which narrow windows do not have.
    '*': { maxWidth: '100%' },
  }),
  buttons: css({ display: 'flex', gap: theme.spacing(1) }),
});
