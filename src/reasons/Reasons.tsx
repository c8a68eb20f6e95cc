import { useCallback, useMemo } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import { entryOf } from '@kubernetes-events/reasons';
import { useView } from '../app/ViewContext';
import { State } from '../shared/states/State';
import { testIds } from '../shared/testIds';
import { chosen } from './choose';
import { ReasonDetails } from './ReasonDetails';
import { ReasonList } from './ReasonList';
import { ReasonTools } from './ReasonTools';
import { useHappened } from './useHappened';
import { useLanguage } from './useLanguage';

/** The catalogue of reasons: what each means, what usually causes it, what to look at, and whether it happened. */
export default function Reasons() {
  const styles = useStyles2(getStyles);
  const { state, update } = useView();
  const { search, emitter, seriousness, seen } = state;
  const language = useLanguage();
  const happened = useHappened();
  const entries = useMemo(
    () => (language ? chosen({ search, emitter, seriousness, seen }, language, happened) : []),
    [language, search, emitter, seriousness, seen, happened]
  );
  const select = useCallback(
    (entry: string) => update({ entry }, { replace: Boolean(state.entry) && Boolean(entry) }),
    [update, state.entry]
  );
  if (!language) {
    return null;
  }
  const entry = entryOf(state.entry);
  return (
    <div className={styles.reasons} data-testid={testIds.reasons}>
      <ReasonTools language={language} found={entries.length} />
      <div className={styles.columns}>
        <div className={styles.main}>
          {entries.length === 0 ? (
            <State icon="search" title={t('reasons.none', 'No reason like that')}>
              <Button
                size="sm"
                variant="secondary"
                onClick={() => update({ search: '', emitter: '', seriousness: '', seen: false })}
              >
                {t('reasons.all', 'Show all reasons')}
              </Button>
            </State>
          ) : (
            <ReasonList
              entries={entries}
              language={language}
              happened={happened}
              selected={state.entry}
              select={select}
            />
          )}
        </div>
        {entry && <ReasonDetails entry={entry} language={language} happened={happened} select={select} />}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  reasons: css({ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  columns: css({ position: 'relative', flex: 1, minHeight: 0, display: 'flex', gap: theme.spacing(1) }),
  main: css({
    flex: 1,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
});
