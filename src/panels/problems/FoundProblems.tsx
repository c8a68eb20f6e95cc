import { css, cx } from '@emotion/css';
import { type GrafanaTheme2, locationUtil } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { type Findings, type Problem } from '@kubernetes-events/problems';
import { nothingBroken } from '../../problems/nothingBroken';
import { notCounted } from '../../problems/notCounted';
import { hasPassed } from '../../problems/passed';
import { ProblemRow } from '../../problems/ProblemRow';
import { problemsUrl } from '../../problems/url';
import { useProblems } from '../../problems/useProblems';
import { ELLIPSIS, quiet } from '../../shared/styles';
import { testIds } from '../../shared/testIds';
import { rangeText } from '../../shared/time/range';
import { useTime } from '../../shared/time/TimeContext';
import { clockWords, needsDay } from '../../shared/time/words';
import { number } from '../../shared/values/number';
import { Failed } from '../../view/states/Failed';
import { Waiting } from '../../view/states/Waiting';
import { appLink } from '../../view/url/appLink';
import { commonUrl } from '../../view/url/common';
import { Notice } from '../PanelNotice';
import { type ProblemsOptions } from './options';
import { type Question } from './question';

interface Props extends ProblemsOptions {
  ds: string;
  state: NonNullable<Question['state']>;
}

const appUrl = { ...commonUrl, ...problemsUrl };

/** The problems in the range: each leads to the app, with the same filters and time. */
export function FoundProblems({ max, passed, ...question }: Props) {
  const styles = useStyles2(getStyles);
  const { data: findings, error, loading } = useProblems(max);
  const linkOf = useLinks(question);
  if (!findings) {
    return <Waiting error={error} />;
  }
  const { problems } = findings;
  const current = problems.filter((problem) => !hasPassed(problem));
  const listed = passed || current.length === 0 ? problems : current;
  const shown = listed.slice(0, max);
  return (
    <div className={cx(styles.found, loading && styles.stale)} data-testid={testIds.problems}>
      {error && (
        <Failed
          title={t('problems.stale', 'Looking for problems failed. The list is of an earlier time.')}
          error={error}
        />
      )}
      {shown.length > 0 ? (
        <ul className={styles.list} aria-label={t('problems.list', 'Problems')}>
          {shown.map((problem) => (
            <li key={problem.id} data-testid={testIds.problemRow} data-problem={problem.id}>
              <a href={linkOf(problem)} className={styles.link}>
                <ProblemRow problem={problem} muted={false} selected={false} />
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <Nothing findings={findings} />
      )}
      <Notes findings={findings} more={listed.length - shown.length} left={question.state.left} href={linkOf()} />
    </div>
  );
}

/** The app's page of problems with the panel's filters and time; of one problem, with that one open. */
function useLinks({ ds, state }: Pick<Props, 'ds' | 'state'>) {
  const { range, timeZone } = useTime();
  return (problem?: Problem) => {
    const link = { ds, ...rangeText(range.raw), timeZone, ...state, problem: problem?.id ?? '' };
    return locationUtil.assureBaseUrl(appLink('problems', appUrl, link));
  };
}

function Nothing({ findings }: { findings: Findings }) {
  const { timeZone } = useTime();
  if (!findings.done) {
    return <Waiting />;
  }
  const { title, advice } = nothingBroken(findings, timeZone);
  return <Notice title={title}>{advice}</Notice>;
}

interface NotesProps {
  findings: Findings;
  /** How many problems are not listed. */
  more: number;
  /** Parts of the query that do not filter. */
  left: readonly string[];
  href: string;
}

/** What the list does not show: problems beyond the most urgent ones, what is not looked at yet, what the query says. */
function Notes({ findings, more, left, href }: NotesProps) {
  const { done, counted } = findings;
  const styles = useStyles2(getStyles);
  const { span, timeZone } = useTime();
  const notes = [
    !done &&
      t('problems.counted', 'Counted back to {{-time}}', {
        time: clockWords(counted.from, timeZone, needsDay(span)),
      }),
    notCounted(findings, timeZone),
    left.length > 0 &&
      t('problems.panel.left', 'Not filtered by this part of the query: {{-parts}}', { parts: left.join(' ') }),
  ].filter(Boolean);
  return notes.length > 0 || more > 0 ? (
    <div className={styles.notes} role="status">
      {notes.join(' · ')}{' '}
      {more > 0 && <a href={href}>{t('problems.panel.more', '{{n}} more in the app', { n: number(more) })}</a>}
    </div>
  ) : null;
}

const getStyles = (theme: GrafanaTheme2) => ({
  found: css({ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }),
  stale: css({ opacity: 0.6 }),
  list: css({ flex: '0 1 auto', minHeight: 0, overflowY: 'auto', listStyle: 'none' }),
  link: css({
    display: 'block',
    color: 'inherit',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  notes: css({
    ...ELLIPSIS,
    ...quiet(theme),
    flex: 'none',
    padding: theme.spacing(0.25, 1, 0),
    a: { color: theme.colors.text.link },
  }),
});
