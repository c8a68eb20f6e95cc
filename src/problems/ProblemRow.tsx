import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { failureWords, nameOf, type Problem, stateWords } from '@kubernetes-events/problems';
import { ELLIPSIS, quiet } from '../shared/styles';
import { useTime } from '../shared/time/TimeContext';
import { clockWords, durationWords } from '../shared/time/words';
import { MiddleEllipsis } from '../shared/values/MiddleEllipsis';
import { shortNumber } from '../shared/values/number';
import { Sparkline } from '../shared/values/Sparkline';
import { StateMark } from './StateMark';
import { problemWords } from './words';
import { DAY } from '../shared/time/units';

interface Props {
  problem: Problem;
  muted: boolean;
  selected: boolean;
}

const [WIDTH, HEIGHT] = [64, 18];
const SPARKS = 32;

/** What is broken, in two lines: the name and what fails; where, since when, how much. */
export function ProblemRow({ problem, muted, selected }: Props) {
  const styles = useStyles2(getStyles);
  const words = problemWords();
  const counts = inParts(problem.counts, SPARKS);
  return (
    <div className={cx(styles.row, selected && styles.selected, muted && styles.muted)}>
      <StateMark state={problem.state} muted={muted} />
      <div className={styles.body}>
        <div className={styles.line}>
          <span className={styles.name}>
            <MiddleEllipsis text={nameOf(problem)} />
          </span>
          <span className={styles.failure}>{failureWords(problem, words)}</span>
        </div>
        <div className={styles.line}>
          <div className={styles.quiet} data-facts>
            {useFacts(problem).join(' · ')}
          </div>
          <Sparkline counts={counts} warnings={counts} width={WIDTH} height={HEIGHT} />
        </div>
      </div>
    </div>
  );
}

/** Where, since when, how many, and whether it is still so. */
function useFacts(problem: Problem): string[] {
  const words = problemWords();
  const { span, timeZone } = useTime();
  const { cluster, namespace, startMs, startsBefore, occurrences, details, shared, state } = problem;
  const isOld = span.to - startMs >= DAY;
  const since = isOld
    ? t('problems.for', 'for {{-duration}}', { duration: durationWords(span.to - startMs) })
    : t('problems.since', 'since {{-time}}', { time: clockWords(startMs, timeZone, false).slice(0, 5) });
  return [
    [cluster, namespace].filter(Boolean).join(' / '),
    shared ? words.workloads(shared.members.length) : '',
    startsBefore ? t('problems.longer', '{{-since}} or longer', { since }) : since,
    details && details.pods.length > 0 ? words.pods(details.pods.length, false) : '',
    `${shortNumber(occurrences)}×`,
    state === 'ongoing' ? '' : stateWords(problem, words, span.to),
  ].filter(Boolean);
}

/** Counts in fewer parts. */
function inParts(counts: readonly number[], parts: number): number[] {
  const size = Math.max(1, Math.ceil(counts.length / parts));
  return Array.from({ length: Math.ceil(counts.length / size) }, (_, at) =>
    counts.slice(at * size, (at + 1) * size).reduce((sum, n) => sum + n, 0)
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(0.75, 1.5),
    cursor: 'pointer',
    borderLeft: '2px solid transparent',
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    '&:hover': { background: theme.colors.action.hover },
  }),
  selected: css({
    background: theme.colors.action.selected,
    borderLeftColor: theme.colors.primary.main,
    // The quiet colour is too pale on this background.
    '[data-facts]': { color: theme.colors.text.primary },
  }),
  muted: css({ opacity: 0.6 }),
  body: css({ flex: 1, minWidth: 0 }),
  line: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  name: css({ flex: '0 1 auto', minWidth: 0, fontWeight: theme.typography.fontWeightMedium }),
  failure: css({ ...ELLIPSIS, flex: 1, minWidth: 60 }),
  quiet: css({ ...quiet(theme), flex: 1, minWidth: 0, overflowWrap: 'anywhere' }),
});
