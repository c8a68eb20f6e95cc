import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import { type Findings, type Problem } from '@kubernetes-events/problems';
import { framed, quiet } from '../shared/styles';
import { testIds } from '../shared/testIds';
import { isPageKey } from '../shared/pageKeys';
import { useTime } from '../shared/time/TimeContext';
import { clockWords, needsDay } from '../shared/time/words';
import { number } from '../shared/values/number';
import { useUrl } from '../view/url/useUrl';
import { type Mute } from './mutes';
import { notCounted } from './notCounted';
import { hasPassed } from './passed';
import { ProblemRow } from './ProblemRow';
import { problemsUrl } from './url';

export interface Listed {
  problem: Problem;
  mute?: Mute;
}

interface Props {
  findings: Findings;
  listed: readonly Listed[];
  /** How many are muted, listed or not. */
  muted: number;
  /** Opens the reader's mutes, if there are any. */
  editMutes?(): void;
  selected?: Problem;
  select(problem: Problem): void;
}

/** More rows than a screen has: the others come when they are asked for. */
const PAGE = 100;
/** The problems, the most urgent first. The arrows, j and k select one, which is shown beside. */
export function ProblemList({ findings, listed, muted, editMutes, selected, select }: Props) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  const [rows, setRows] = useState(PAGE);
  const current = listed.filter(({ problem }) => !hasPassed(problem));
  const passed = listed.filter(({ problem }) => hasPassed(problem));
  const all = [...current, ...(open || current.length === 0 ? passed : [])];
  const shown = all.slice(0, rows);
  const at = shown.findIndex(({ problem }) => problem.id === selected?.id);
  const step = (by: number) => {
    const next = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (next) {
      select(next.problem);
    }
  };
  useRowKeys(step);
  return (
    <section className={styles.list} aria-label={t('problems.list', 'Problems')}>
      <Summary findings={findings} current={current} muted={muted} editMutes={editMutes} />
      <div
        role="listbox"
        tabIndex={0}
        className={styles.rows}
        aria-label={t('problems.list', 'Problems')}
        aria-activedescendant={selected && at >= 0 ? rowId(selected) : undefined}
        onKeyDown={(event: KeyboardEvent) => {
          const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (by) {
            step(by);
            event.preventDefault();
          }
        }}
      >
        {shown.map(({ problem, mute }) => (
          <Row
            key={problem.id}
            problem={problem}
            muted={Boolean(mute)}
            selected={problem.id === selected?.id}
            select={select}
            findings={findings}
          />
        ))}
      </div>
      {all.length > shown.length && (
        <Button size="sm" variant="secondary" fill="text" onClick={() => setRows(rows + PAGE)}>
          {t('problem.more', 'Show {{n}} more', { n: number(Math.min(PAGE, all.length - shown.length)) })}
        </Button>
      )}
      {passed.length > 0 && current.length > 0 && (
        <Button
          size="sm"
          variant="secondary"
          fill="text"
          icon={open ? 'angle-down' : 'angle-right'}
          aria-expanded={open}
          tooltip={t(
            'problems.passedTip',
            'A few failures in a short time, as when something starts. They are over: not seen for 10 minutes, readiness probes for 2.'
          )}
          onClick={() => setOpen(!open)}
        >
          {t('problem.passed', 'Passed ({{n}})', { n: number(passed.length) })}
        </Button>
      )}
    </section>
  );
}

const rowId = ({ id }: Problem) => `ke-problem-${id.replace(/[^\w-]/g, '_')}`;

interface RowProps {
  problem: Problem;
  muted: boolean;
  selected: boolean;
  findings: Findings;
  select(problem: Problem): void;
}

function Row({ problem, muted, selected, findings, select }: RowProps) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (selected) {
      ref.current?.scrollIntoView({ block: 'nearest' });
    }
  }, [selected]);
  return (
    <div
      ref={ref}
      id={rowId(problem)}
      role="option"
      aria-selected={selected}
      data-problem={problem.id}
      tabIndex={-1}
      data-testid={testIds.problemRow}
      onClick={() => select(problem)}
    >
      <ProblemRow problem={problem} muted={muted} selected={selected} />
    </div>
  );
}

/** How many there are, how far it is counted, and the way to those that are muted. */
function Summary({
  findings,
  current,
  muted,
  editMutes,
}: Pick<Props, 'findings' | 'muted' | 'editMutes'> & { current: readonly Listed[] }) {
  const styles = useStyles2(getStyles);
  const [state, update] = useUrl(problemsUrl);
  const { timeZone, span } = useTime();
  const ongoing = current.filter(({ problem }) => problem.state === 'ongoing').length;
  return (
    <div className={styles.summary} role="status">
      <strong>
        {t('problem.count', 'Problems: {{n}}, ongoing: {{ongoing}}', {
          n: number(current.length),
          ongoing: number(ongoing),
        })}
      </strong>
      {!findings.done && (
        <span>
          {findings.counted.from <= span.from
            ? t('problem.reading', 'All counted, reading events')
            : t('problems.counted', 'Counted back to {{-time}}', {
                time: clockWords(findings.counted.from, timeZone, needsDay(span)),
              })}
        </span>
      )}
      {findings.readinessFrom !== undefined && <span>{notCounted(findings, timeZone)}</span>}
      {muted > 0 && (
        <Button size="sm" variant="secondary" fill="text" onClick={() => update({ muted: !state.muted })}>
          {state.muted
            ? t('problem.hideMuted', 'Hide muted ({{n}})', { n: number(muted) })
            : t('problem.showMuted', 'Show muted ({{n}})', { n: number(muted) })}
        </Button>
      )}
      {editMutes && (
        <Button size="sm" variant="secondary" fill="text" icon="bell-slash" onClick={editMutes}>
          {t('mute.edit', 'Mutes')}
        </Button>
      )}
    </div>
  );
}

/** `j` and `k`, wherever the focus is. */
function useRowKeys(step: (by: number) => void): void {
  const latest = useRef(step);
  useEffect(() => {
    latest.current = step;
  });
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const by = { j: 1, k: -1 }[event.key];
      if (by && isPageKey(event)) {
        latest.current(by);
        event.preventDefault();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    ...framed(theme),
    flex: '0 0 clamp(340px, 34%, 460px)',
    minWidth: 0,
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    [theme.breakpoints.down('md')]: { flex: '0 0 auto', maxHeight: 260 },
  }),
  rows: css({ flex: '0 1 auto', minHeight: 0, overflowY: 'auto' }),
  summary: css({
    ...quiet(theme),
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    minHeight: 32,
    padding: theme.spacing(0.5, 1.5),
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    strong: { color: theme.colors.text.primary },
  }),
});
