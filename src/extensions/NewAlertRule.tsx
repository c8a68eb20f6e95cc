import { useEffect, useState } from 'react';
import { locationUtil } from '@grafana/data';
import { t } from '@grafana/i18n';
import { config, locationService } from '@grafana/runtime';
import { Alert, Button, Combobox, Field, Input, Modal } from '@grafana/ui';
import { useLocation } from 'react-router-dom';
import { useAsking } from '../view/Asking';
import { useUrl } from '../view/url/useUrl';
import { pausedRule } from './alertRule';
import { queryName } from './queryName';
import { createFolder, type Folder, foldersToWriteTo, saveRule } from './saveRule';

/** Where the rules that come with the app are, if they are. */
const FOLDER = 'Kubernetes events';

/** For a Grafana whose form forgets what a link brings: saves the rule, paused, and opens the form with it. */
export function NewAlertRule({ close }: { close(): void }) {
  const { source, query } = useAsking();
  const [state] = useUrl();
  const { pathname, search } = useLocation();
  const [name, setName] = useState(() => queryName(state));
  const [folders, setFolders] = useState<Folder[]>();
  const [folder, setFolder] = useState('');
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    void foldersToWriteTo().then(
      (found) => {
        setFolders(found);
        setFolder((found.find(({ title }) => title === FOLDER) ?? found[0])?.uid ?? FOLDER);
      },
      (cause: unknown) => setTrouble(said(cause))
    );
  }, []);

  const create = async () => {
    setBusy(true);
    setTrouble('');
    try {
      const known = folders?.some(({ uid }) => uid === folder);
      const { uid } = known ? { uid: folder } : await createFolder(folder);
      const rule = await saveRule(uid, name, pausedRule(source.uid, name, query));
      const returnTo = locationUtil.stripBaseFromUrl(pathname + search);
      locationService.push(`/alerting/${rule}/edit?${new URLSearchParams({ returnTo })}`);
    } catch (cause) {
      setTrouble(said(cause));
      setBusy(false);
    }
  };

  return (
    <Modal title={t('elsewhere.alert', 'New alert rule')} isOpen onDismiss={close}>
      <p>
        {t(
          'elsewhere.alertForgets',
          "Grafana {{version}} can't prefill the form. The rule is saved paused, then opened.",
          { version: config.buildInfo.version }
        )}
      </p>
      <Field label={t('elsewhere.alertName', 'Name')}>
        <Input id="ke-rule-name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
      </Field>
      <Field
        label={t('elsewhere.alertFolder', 'Folder')}
        description={t('elsewhere.alertFolderAbout', 'Choose a folder, or enter the name of a new one')}
      >
        <Combobox
          id="ke-rule-folder"
          createCustomValue
          loading={!folders && !trouble}
          options={(folders ?? []).map(({ uid, title }) => ({ value: uid, label: title }))}
          value={folder}
          onChange={({ value }) => setFolder(value)}
        />
      </Field>
      {trouble && <Alert title={t('config.failed', 'Not saved')}>{trouble}</Alert>}
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={close}>
          {t('elsewhere.cancel', 'Cancel')}
        </Button>
        <Button disabled={busy || !folders || !name.trim() || !folder.trim()} onClick={() => void create()}>
          {t('elsewhere.alertCreate', 'Save paused and open')}
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}

/** What Grafana answered. */
function said(cause: unknown): string {
  const { data, message } = (cause ?? {}) as { data?: { message?: string }; message?: string };
  return data?.message ?? message ?? String(cause);
}
