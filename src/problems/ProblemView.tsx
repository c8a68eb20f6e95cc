import { type ReactNode } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { type Findings, type Problem, readProblem, sentenceOf, stateWords, titleOf } from '@kubernetes-events/problems';
import { from } from 'rxjs';
import { useLoki } from '../loki/useLoki';
import { Loading } from '../shared/states/Loading';
import { COLUMN, framed, quiet } from '../shared/styles';
import { testIds } from '../shared/testIds';
import { useTime } from '../shared/time/TimeContext';
import { clockWords, needsDay } from '../shared/time/words';
import { useAsking } from '../view/Asking';
import { Failed } from '../view/states/Failed';
import { CheckNext } from './CheckNext';
import { Death } from './Death';
import { EvidenceList, evidenceTitle } from './EvidenceList';
import { Members } from './Members';
import { muteWords, untilWords } from './muteWords';
import { PodLogs } from './PodLogs';
import { ProblemTools } from './ProblemTools';
import { StateMark } from './StateMark';
import { storeOf } from './store';
import { Strip } from './Strip';
import { type Muting } from './useMutes';
import { Where } from './Where';
import { WhyHere } from './WhyHere';
import { problemWords } from './words';

interface Props extends Muting {
  problem: Problem;
  findings: Findings;
}

/** One problem on one screen: what fails, how it dies, what was before it, what to check next. */
export function ProblemView({ problem, findings, ...muting }: Props) {
  const styles = useStyles2(getStyles);
  const { data, error, loading } = useWhole(problem, findings);
  const shown = data ?? problem;
  const words = problemWords();
  return (
    <article className={styles.view} data-testid={testIds.problem} aria-label={titleOf(shown, words)}>
      <Head problem={shown} {...muting} findings={findings} />
      <div className={styles.body}>
        <p className={styles.sentence}>{sentenceOf(shown, words)}</p>
        <Since problem={shown} />
        <Strip problem={shown} />
        {error && (
          <Failed
            title={t('problem.detailsFailed', 'Its events could not be read. The counts are right.')}
            error={error}
          />
        )}
        {shown.details ? <Parts problem={shown} /> : (loading || !findings.done) && !error && <Loading />}
      </div>
    </article>
  );
}

function Parts({ problem }: { problem: Problem }) {
  const { details } = problem;
  return (
    <>
      {problem.shared && <Members shared={problem.shared} />}
      {details?.death && (
        <Part title={t('problem.death', 'How it dies')}>
          <Death death={details.death} />
        </Part>
      )}
      {(!problem.shared || (details && details.evidence.length > 0)) && (
        <Part title={evidenceTitle(problem)}>
          <EvidenceList problem={problem} />
        </Part>
      )}
      <Part title={t('problem.next', 'Check next')}>
        <CheckNext problem={problem} />
      </Part>
      <PodLogs problem={problem} />
    </>
  );
}

/** The problem with what its events say, if the list has not read them and will not: it reads those at the top only. */
function useWhole(problem: Problem, { done, counted }: Findings) {
  const { source, query, queryKey } = useAsking();
  const isRead = Boolean(problem.details) || !done;
  return useLoki(
    () => (isRead ? undefined : from(readProblem({ store: storeOf(source), query, problem, nowMs: counted.to }))),
    [queryKey, problem, isRead]
  );
}

export function Part({ title, children }: { title: string; children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </section>
  );
}

function Head({ problem, findings, ...muting }: Props) {
  const styles = useStyles2(getStyles);
  const { span, timeZone } = useTime();
  const { mute } = muting;
  const words = problemWords();
  return (
    <header className={styles.head}>
      <div className={styles.heading}>
        <Where problem={problem} />
        <h1 className={styles.h1}>{titleOf(problem, words)}</h1>
        <div className={styles.state}>
          <StateMark state={problem.state} /> {stateWords(problem, words, span.to)}
          <WhyHere problem={problem} />
        </div>
        {mute && (
          <div className={styles.quiet}>
            {t('mute.mutedBy', 'You have muted it {{-until}}: {{-rule}}', {
              until: untilWords(mute, timeZone),
              rule: muteWords(mute),
            })}
          </div>
        )}
      </div>
      <ProblemTools problem={problem} findings={findings} {...muting} />
    </header>
  );
}

/** Since when, until when, and when it was before. */
function Since({ problem: { startMs, lastMs, startsBefore, state, earlier } }: { problem: Problem }) {
  const styles = useStyles2(getStyles);
  const { span, timeZone } = useTime();
  const withDay = needsDay(span) || startMs < span.from;
  const clock = (ms: number) => clockWords(ms, timeZone, withDay);
  const times = { start: clock(startMs), last: clock(lastMs) };
  return (
    <p className={styles.quiet}>
      {state === 'over'
        ? t('problem.fromTo', 'From {{-start}} to {{-last}}.', times)
        : t('problem.sinceLast', 'Since {{-start}}, last seen {{-last}}.', times)}{' '}
      {startsBefore && t('problem.startsBefore', 'It may have begun earlier.')}{' '}
      {earlier.length > 0 &&
        t('problem.earlier', 'Also earlier in this range: {{-times}}.', { times: earlier.map(clock).join(', ') })}
    </p>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  view: css({ ...framed(theme), ...COLUMN, minWidth: 0, [theme.breakpoints.down('md')]: { flex: 'none' } }),
  head: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 1.5),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  heading: css({ flex: '1 1 240px', minWidth: 0 }),
  h1: css({ margin: 0, fontSize: theme.typography.h4.fontSize, overflowWrap: 'anywhere' }),
  state: css({
    ...quiet(theme),
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    svg: { marginTop: '0 !important' },
  }),
  body: css({
    ...COLUMN,
    overflowY: 'auto',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1.5),
    '> *': { flex: 'none' },
    p: { margin: 0 },
  }),
  sentence: css({ fontSize: theme.typography.h5.fontSize, overflowWrap: 'anywhere' }),
  title: css({ ...quiet(theme), margin: theme.spacing(0, 0, 0.5) }),
  quiet: css(quiet(theme)),
});
