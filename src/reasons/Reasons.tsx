import { type ComponentProps, useCallback, useMemo } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { entryOf } from '@kubernetes-events/reasons';
import { useUrl } from '../view/url/useUrl';
import { reasonsUrl } from './url';
import { Failed } from '../view/states/Failed';
import { Loading } from '../shared/states/Loading';
import { State } from '../shared/states/State';
import { Waiting } from '../view/states/Waiting';
import { testIds } from '../shared/testIds';
import { number } from '../shared/values/number';
import { chosen } from './choose';
import { ReasonDetails } from './ReasonDetails';
import { ReasonList } from './ReasonList';
import { ReasonTools } from './ReasonTools';
import { type Happenings, useHappened } from './useHappened';
import { useLanguage } from '../shared/useLanguage';
import { BESIDE, COLUMN, framed, quiet } from '../shared/styles';

/** The catalogue of reasons: what each means, what usually causes it, what to look at, and whether it happened. */
export default function Reasons() {
  const styles = useStyles2(getStyles);
  const [state, update] = useUrl(reasonsUrl);
  const { search, emitter, seriousness, seen } = state;
  const language = useLanguage();
  const { happened, sample, most, error } = useHappened();
  const entries = useMemo(
    () => language && chosen({ search, emitter, seriousness, seen }, language, happened),
    [language, search, emitter, seriousness, seen, happened]
  );
  const select = useCallback(
    (entry: string) => update({ entry }, { replace: Boolean(state.entry) && Boolean(entry) }),
    [update, state.entry]
  );
  if (!language) {
    return <Loading />;
  }
  const entry = entryOf(state.entry);
  return (
    <div className={styles.reasons} data-testid={testIds.reasons}>
      <ReasonTools language={language} found={entries?.length} />
      {error && (entries || happened) && (
        <Failed
          title={
            happened
              ? t('reasons.stale', 'Counting failed. The numbers are of an earlier time.')
              : t('reasons.uncounted', 'Counting failed. The list does not show what happened.')
          }
          error={error}
        />
      )}
      <Counted sample={sample} most={most} />
      <div className={styles.columns}>
        <div className={styles.main}>
          {entries ? (
            <Found entries={entries} language={language} happened={happened} selected={state.entry} select={select} />
          ) : (
            <Waiting error={error} />
          )}
        </div>
        {entry && <ReasonDetails entry={entry} language={language} happened={happened} select={select} />}
      </div>
    </div>
  );
}

/** Says so if the numbers are of a part of the events. */
function Counted({ sample, most }: Pick<Happenings, 'sample' | 'most'>) {
  const styles = useStyles2(getStyles);
  return sample || most ? (
    <div className={styles.note} role="status">
      {sample
        ? t('reasons.sample', 'Too many kinds of events to count. The numbers cover the newest {{n}} events.', {
            n: number(sample),
          })
        : t('reasons.most', 'The numbers cover the {{n}} most frequent kinds of events.', { n: number(most ?? 0) })}
    </div>
  ) : null;
}

function Found(props: ComponentProps<typeof ReasonList>) {
  const [, update] = useUrl(reasonsUrl);
  return props.entries.length > 0 ? (
    <ReasonList {...props} />
  ) : (
    <State
      icon="search"
      title={t('reasons.none', 'No matching reason')}
      action={{
        label: t('reasons.all', 'Show all reasons'),
        onClick: () => update({ search: '', emitter: '', seriousness: '', seen: false }),
      }}
    />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  reasons: css({ ...COLUMN, gap: theme.spacing(1) }),
  note: css(quiet(theme)),
  columns: css({ ...BESIDE, gap: theme.spacing(1) }),
  main: css({ ...framed(theme), flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }),
});
