import { countQuery, type EventQuery, OBJECT_LABELS } from '@kubernetes-events/logql';
import { map, type Observable, switchMap, timer } from 'rxjs';
import { type Buckets, logqlDuration } from '../shared/time/buckets';
import { type Span } from '../shared/time/range';
import { type Series, seriesOf } from './frames';
import { ask } from './request';
import { type LokiSource } from './source';
import { type Priority } from './queue';
import { DAY } from '../shared/time/units';

/**
 * Loki counts what is after a window's start and up to its end; it lists what is from a range's start on and before its
 * end. Many events are of a whole second, which ranges and buckets begin at: the counts shall be of what is listed.
 */
const OFFSET_MS = 1;
const offset = `${OFFSET_MS}ms`;

type What = 'occurrences' | 'entries';

/** How often things happened in each of equally long buckets, by the labels: one series for each of their combinations. */
export function countsOverTime(
  source: LokiSource,
  query: EventQuery,
  buckets: Buckets,
  by: readonly string[]
): Observable<BucketSeries[]> {
  const { from, to, step, count } = buckets;
  if (count === 1) {
    const only = counts(source, query, { from, to }, by);
    return only.pipe(map((all) => all.map(({ labels, count: n }) => ({ labels, counts: [n], total: n }))));
  }
  const window = logqlDuration(step);
  // Loki moves the instants of a long range to multiples of the step in UTC. By the clocks of a time zone they are none:
  // the multiples after them are asked for, and count what was so much before.
  const late = (step - (from % step)) % step;
  const expr = countQuery(query, { by, window, offset: `${late + OFFSET_MS}ms`, what: 'occurrences' });
  // Loki's value at an instant counts what was in the window before it. Grafana asks for the instants day by day, and
  // leaves out the last one if a day would begin with it: only then the range ends after it, as Loki counts a bucket more.
  const beginsDay = (count - 1) % Math.trunc(DAY / step) === 0;
  const span = { from: from + step + late, to: to + late + (beginsDay ? 1 : 0) };
  return ask(source, { expr, queryType: 'range', step: window }, span).pipe(
    map((frames) => seriesOf(frames).map((series) => inBuckets(series, late, buckets)))
  );
}

/** A series with a count for each bucket. */
export interface BucketSeries {
  labels: Record<string, string>;
  counts: number[];
  total: number;
}

function inBuckets({ labels, times, values }: Series, late: number, { from, step, count }: Buckets): BucketSeries {
  const counts = new Array<number>(count).fill(0);
  times.forEach((time, at) => {
    const bucket = Math.round((time - late - from) / step) - 1;
    if (bucket >= 0 && bucket < count) {
      counts[bucket] = (counts[bucket] ?? 0) + (values[at] ?? 0);
    }
  });
  return { labels, counts, total: counts.reduce((sum, n) => sum + n, 0) };
}

/** A group's labels and its count in the whole span. */
export interface Count {
  labels: Record<string, string>;
  count: number;
}

/** How often things happened in the span, by the labels; the `most` groups that count highest. */
export function counts(
  source: LokiSource,
  query: EventQuery,
  span: Span,
  by: readonly string[],
  most = 0,
  what: What = 'occurrences'
): Observable<Count[]> {
  const all = countQuery(query, { by, window: logqlDuration(span.to - span.from), offset, what });
  const expr = most > 0 ? `topk(${most}, ${all})` : all;
  return instantCounts(source, expr, span);
}

/** The question starts late: nobody who has moved on waits for it. */
const DELAY_MS = 300;

/** How many different objects there are: asked for a moment later than all else. */
export function objectCount(source: LokiSource, query: EventQuery, span: Span): Observable<number> {
  const window = logqlDuration(span.to - span.from);
  const all = countQuery(query, { by: OBJECT_LABELS, window, offset, what: 'entries' });
  return timer(DELAY_MS).pipe(
    switchMap(() => instantCounts(source, `count(${all})`, span, 'low')),
    map(([first]) => first?.count ?? 0)
  );
}

function instantCounts(
  source: LokiSource,
  expr: string,
  span: Span,
  priority: Priority = 'normal'
): Observable<Count[]> {
  return ask(source, { expr, queryType: 'instant' }, span, priority).pipe(
    map((frames) => seriesOf(frames).map(({ labels, values }) => ({ labels, count: values[0] ?? 0 })))
  );
}
