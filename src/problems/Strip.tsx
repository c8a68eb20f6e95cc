import { useRef } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { type Problem } from '@kubernetes-events/problems';
import { quiet } from '../shared/styles';
import { useTime } from '../shared/time/TimeContext';
import { clockWords, needsDay } from '../shared/time/words';
import { useSize } from '../shared/useSize';
import { typeColor } from '../shared/values/colors';

/** A line of marks for changes, one for deaths and nodes, and the bars below: no mark covers another. */
const ROW = 12;
const BARS = 32;
const HEIGHT = 2 * ROW + BARS + 2;

/** How often it happened over the range, with the changes and the last death on it. */
export function Strip({ problem }: { problem: Problem }) {
  const { buckets } = problem;
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { span, timeZone } = useTime();
  const ref = useRef<HTMLElement>(null);
  const { width } = useSize(ref);
  const most = Math.max(1, ...problem.counts);
  const end = Math.min(buckets.from + buckets.step * buckets.count, Math.max(span.to, problem.lastMs));
  const x = (ms: number) => ((ms - buckets.from) / (end - buckets.from)) * width;
  const bar = (buckets.step / (end - buckets.from)) * width;
  const marks = marksOf(problem).filter(({ atMs }) => atMs >= buckets.from && atMs <= end);
  const withDay = needsDay(span);
  return (
    <figure className={styles.strip} ref={ref}>
      <svg width={width} height={HEIGHT} role="img" aria-label={t('problem.strip', 'How often it happened over time')}>
        {problem.counts.map((count, at) =>
          count > 0 ? (
            <rect
              key={at}
              x={at * bar}
              y={HEIGHT - tall(count, most)}
              width={Math.max(bar - 1, 1)}
              height={tall(count, most)}
              fill={typeColor(theme, 'Warning')}
            />
          ) : null
        )}
        {marks.map(({ key, what, atMs, title }) => (
          <g key={key} transform={`translate(${x(atMs).toFixed(1)} 0)`}>
            <title>{`${clockWords(atMs, timeZone, withDay)} ${title}`}</title>
            <line
              y1={what === 'change' ? 9 : ROW + 9}
              y2={HEIGHT}
              stroke={theme.colors.text.secondary}
              strokeDasharray="2 2"
            />
            {what === 'death' ? (
              <path d={`M-4 ${ROW + 1}l8 8m0 -8l-8 8`} stroke={theme.colors.error.text} strokeWidth="2" />
            ) : (
              <path
                d={what === 'change' ? 'M-4 1h8v8h-8z' : `M0 ${ROW}l5 9h-10z`}
                fill={what === 'change' ? theme.colors.background.primary : theme.colors.warning.text}
                stroke={what === 'change' ? theme.colors.text.primary : 'none'}
                strokeWidth="2"
              />
            )}
          </g>
        ))}
        <line x1="0" x2={width} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke={theme.colors.border.medium} />
      </svg>
      <figcaption className={styles.ends}>
        <span>{clockWords(buckets.from, timeZone, withDay)}</span>
        <Legend marks={marks} />
        <span>{clockWords(end, timeZone, withDay)}</span>
      </figcaption>
    </figure>
  );
}

const tall = (count: number, most: number) => Math.max((count / most) * BARS, 2);

interface Mark {
  key: string;
  what: 'change' | 'death' | 'node';
  atMs: number;
  title: string;
}

function marksOf({ details }: Problem): Mark[] {
  const { evidence = [], death, after } = details ?? {};
  return [
    ...evidence.flatMap(({ record, what }): Mark[] =>
      what === 'change' || what === 'node' ? [{ key: record.id, what, atMs: record.timeMs, title: record.message }] : []
    ),
    ...(death ? [{ key: death.record.id, what: 'death' as const, atMs: death.atMs, title: death.record.message }] : []),
    ...(after
      ? [{ key: after.record.id, what: 'change' as const, atMs: after.atMs, title: after.record.message }]
      : []),
  ];
}

/** What the marks mean, for those that are there. */
function Legend({ marks }: { marks: readonly Mark[] }) {
  const words: Record<Mark['what'], string> = {
    change: t('problem.markChange', '□ change'),
    death: t('problem.markDeath', '✖ last death'),
    node: t('problem.markNode', '▲ trouble of a node'),
  };
  const kinds = [...new Set(marks.map(({ what }) => what))];
  return <span>{kinds.map((kind) => words[kind]).join('   ')}</span>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  strip: css({ margin: 0, minWidth: 0 }),
  ends: css({ ...quiet(theme), display: 'flex', justifyContent: 'space-between', gap: theme.spacing(1) }),
});
