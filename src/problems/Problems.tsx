import { useMemo, useState } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, useStyles2 } from '@grafana/ui';
import { type Findings, type Problem } from '@kubernetes-events/problems';
import { map } from 'rxjs';
import { EventDetails } from '../details/EventDetails';
import { NoEvents } from '../empty/NoEvents';
import { listEvents } from '../loki/list';
import { useLoki } from '../loki/useLoki';
import { Loading } from '../shared/states/Loading';
import { State } from '../shared/states/State';
import { COLUMN } from '../shared/styles';
import { testIds } from '../shared/testIds';
import { useTime } from '../shared/time/TimeContext';
import { useAsking } from '../view/Asking';
import { Failed } from '../view/states/Failed';
import { Waiting } from '../view/states/Waiting';
import { useUrl } from '../view/url/useUrl';
import { MuteRules } from './MuteRules';
import { emptyMute, type Mute, muteOf } from './mutes';
import { nothingBroken } from './nothingBroken';
import { ProblemList } from './ProblemList';
import { ProblemView } from './ProblemView';
import { problemsUrl } from './url';
import { useMutes } from './useMutes';
import { useProblems } from './useProblems';

/** What is broken, the most urgent first, and one problem whole: since when, how it dies, what changed before. */
export default function Problems() {
  const styles = useStyles2(getStyles);
  const { data, error, loading } = useProblems();
  if (!data) {
    return <Waiting error={error} />;
  }
  return (
    <div className={cx(styles.problems, loading && styles.stale)} data-testid={testIds.problems}>
      {error && (
        <Failed
          title={t('problems.stale', 'Looking for problems failed. The list is of an earlier time.')}
          error={error}
        />
      )}
      <Found findings={data} />
    </div>
  );
}

function Found({ findings }: { findings: Findings }) {
  const styles = useStyles2(getStyles);
  const [state, update] = useUrl(problemsUrl);
  const { mutes, add, remove, failed, keptBy } = useMutes();
  const [draft, setDraft] = useState<Mute>();
  const { problems, done } = findings;
  const listed = useMemo(
    () => problems.map((problem) => ({ problem, mute: muteOf(problem, mutes) })),
    [problems, mutes]
  );
  const shown = listed.filter(({ mute }) => state.muted || !mute);
  const selected = shown.find(({ problem }) => problem.id === state.problem) ?? shown[0];
  if (problems.length === 0) {
    return done ? <Nothing findings={findings} /> : <Loading />;
  }
  return (
    <>
      {failed && (
        <Alert
          title={t('mute.failed', 'Your mutes could not be read or saved')}
          severity="warning"
          bottomSpacing={0}
          topSpacing={0}
        >
          {failed}
        </Alert>
      )}
      <div className={styles.columns}>
        <ProblemList
          findings={findings}
          listed={shown}
          muted={listed.filter(({ mute }) => mute).length}
          editMutes={mutes.length > 0 ? () => setDraft(emptyMute) : undefined}
          selected={selected?.problem}
          select={({ id }) => update({ problem: id, event: '' }, { replace: state.problem !== '' })}
        />
        {selected && (
          <ProblemView
            key={selected.problem.id}
            problem={selected.problem}
            findings={findings}
            mute={selected.mute}
            add={add}
            remove={remove}
            edit={setDraft}
          />
        )}
        {draft && (
          <MuteRules
            draft={draft}
            problems={problems}
            mutes={mutes}
            add={add}
            remove={remove}
            keptBy={keptBy}
            close={() => setDraft(undefined)}
          />
        )}
        {state.event && <EventDetails id={state.event} records={recordsOf(selected?.problem)} />}
      </div>
    </>
  );
}

const recordsOf = (problem: Problem | undefined) => {
  const { newest, death, change, after, evidence = [] } = problem?.details ?? {};
  return [newest, death?.record, change?.record, after?.record, ...evidence.map(({ record }) => record)].filter(
    (record) => record !== undefined
  );
};

/** No problem was found: because nothing is broken, or because there are no events at all. */
function Nothing({ findings }: { findings: Findings }) {
  const { source, query, queryKey } = useAsking();
  const { counted } = findings;
  const { data, error } = useLoki(
    () => listEvents(source, query, counted, 'newest', 1).pipe(map(({ records }) => records.length > 0)),
    [source, queryKey, counted]
  );
  if (error || data === undefined) {
    return <Waiting error={error} />;
  }
  return data ? <NothingBroken counted={counted} /> : <NoEvents />;
}

function NothingBroken({ counted }: Pick<Findings, 'counted'>) {
  const [{ filters, lines, fieldSelector }, update] = useUrl(problemsUrl);
  const { timeZone } = useTime();
  const isFiltered = filters.length > 0 || lines.length > 0 || fieldSelector !== '';
  return (
    <State
      icon="check-circle"
      {...nothingBroken({ counted }, timeZone)}
      action={
        isFiltered
          ? {
              label: t('problem.unfiltered', 'Look at everything'),
              onClick: () => update({ filters: [], lines: [], fieldSelector: '' }),
            }
          : {
              label: t('empty.range.widen', 'Show the last 7 days'),
              onClick: () => update({ from: 'now-7d', to: 'now' }),
            }
      }
    />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  problems: css({ ...COLUMN, gap: theme.spacing(1) }),
  stale: css({ opacity: 0.6 }),
  columns: css({
    position: 'relative',
    flex: 1,
    minHeight: 0,
    display: 'flex',
    gap: theme.spacing(1),
    [theme.breakpoints.down('md')]: { flexDirection: 'column', overflowY: 'auto' },
  }),
});
