import { useRef, useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import { quiet } from '../shared/styles';
import { testIds } from '../shared/testIds';
import { type Act } from './Act';
import { SavedList } from './SavedList';
import { SaveForm } from './SaveForm';
import { StartChoice } from './StartChoice';
import { useView } from './useChosen';
import { useSaved } from './useSaved';
import { reasonOf } from './words';

/** What one did last, and how to take it back. */
interface Done {
  text: string;
  undo?(): Promise<void>;
}

/** The saved filters, a form for another one, and where the app opens. */
export function SavedPanel({ close }: { close(): void }) {
  const styles = useStyles2(getStyles);
  const { keptBy } = useSaved();
  const view = useView();
  const [isSaving, setSaving] = useState(false);
  const panel = useRef<HTMLDivElement>(null);
  const [done, setDone] = useState<Done>();
  const [failed, setFailed] = useState('');
  const act: Act = async (text, doIt) => {
    setDone(undefined);
    setFailed('');
    try {
      const undo = await doIt();
      setDone({ text, undo: undo ?? undefined });
      return true;
    } catch (cause) {
      setFailed(reasonOf(cause));
      return false;
    }
  };
  const undo = async (undoIt: Done['undo']) => {
    await act(t('saved.undone', 'Undone'), async () => undoIt?.());
    panel.current?.querySelector<HTMLElement>('input')?.focus();
  };
  return (
    <div ref={panel} className={styles.panel} data-testid={testIds.savedPanel}>
      {isSaving && view ? (
        <SaveForm view={view} act={act} cancel={() => setSaving(false)} close={close} />
      ) : (
        <>
          <SavedList act={act} close={close} />
          {view && (
            <Button icon="plus" variant="secondary" size="sm" onClick={() => setSaving(true)}>
              {t('saved.save', 'Save current filters…')}
            </Button>
          )}
          <StartChoice act={act} />
        </>
      )}
      {failed && (
        <Alert title={t('saved.failed', 'Not saved')} bottomSpacing={0} topSpacing={0}>
          {failed}
        </Alert>
      )}
      <div role="status" className={styles.done}>
        {done?.text}
        {done?.undo && (
          <Button size="sm" fill="text" autoFocus onClick={() => void undo(done.undo)}>
            {t('saved.undo', 'Undo')}
          </Button>
        )}
      </div>
      {keptBy === 'browser' && (
        <div className={styles.quiet}>
          {t(
            'saved.inBrowser',
            'Your own saved filters and start page are kept in this browser only, because Grafana does not keep them for you.'
          )}
        </div>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    gap: theme.spacing(1),
    width: 440,
    maxWidth: 'calc(100vw - 48px)',
    overflowWrap: 'anywhere',
    '> button': { alignSelf: 'flex-start' },
  }),
  done: css({ ...quiet(theme), '&:empty': { display: 'none' } }),
  quiet: css(quiet(theme)),
});
