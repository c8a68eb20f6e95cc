import { countQuery, type EventQuery, instantAfter, SPLIT_MS } from '@kubernetes-events/logql';
import { map, type Observable } from 'rxjs';
import { type Buckets, logqlDuration } from '../shared/time/buckets';
import { type Span } from '../shared/time/range';
import { type BucketSeries } from './bucketSeries';
import { type Series, seriesOf } from './frames';
import { ask } from './request';
import { type LokiSource } from './source';
import { type Priority } from './queue';
import { DAY, MINUTE } from '../shared/time/units';

/**
 * Loki counts what is after a window's start and up to its end; it lists what is from a range's start on and before its
 * end. Many events are of a whole second, which ranges and buckets begin at: the counts shall be of what is listed.
 */
const OFFSET_MS = 1;
const offset = `${OFFSET_MS}ms`;

/** How often things happened in each of equally long buckets, by the labels: one series for each of their combinations. */
export function countsOverTime(
  source: LokiSource,
  query: EventQuery,
  buckets: Buckets,
  by: readonly string[],
  priority?: Priority
): Observable<BucketSeries[]> {
  const { from, to, step, count } = buckets;
  if (count === 1) {
    const only = counts(source, query, { from, to }, by, { priority });
    return only.pipe(map((all) => all.map(({ labels, count: n }) => ({ labels, counts: [n], total: n }))));
  }
  const each = windowOf(step);
  const window = logqlDuration(each);
  // Loki moves the instants of a long range to multiples of the step in UTC. By the clocks of a time zone they are none:
  // the multiples after them are asked for, and count what was so much before.
  const late = (each - (from % each)) % each;
  const ahead = instantAfter(each) + late;
  const expr = countQuery(query, { by, window, offset: `${ahead - each + OFFSET_MS}ms`, what: 'occurrences' });
  // Loki's value at an instant counts what was in the window before it. Grafana asks for the instants day by day, and
  // leaves out the last one if a day would begin with it: only then the range ends after it, as Loki counts a bucket more.
  const beginsDay = ((to - from) / each - 1) % Math.trunc(DAY / each) === 0;
  const span = { from: from + ahead, to: to - each + ahead + (beginsDay ? 1 : 0) };
  return ask(source, { expr, queryType: 'range', step: window }, span, priority).pipe(
    map((frames) => seriesOf(frames).map((series) => inBuckets(series, ahead, buckets)))
  );
}

function inBuckets({ labels, times, values }: Series, ahead: number, { from, step, count }: Buckets): BucketSeries {
  const counts = new Array<number>(count).fill(0);
  times.forEach((time, at) => {
    const bucket = Math.floor((time - ahead - from) / step);
    if (bucket >= 0 && bucket < count) {
      counts[bucket] = (counts[bucket] ?? 0) + (values[at] ?? 0);
    }
  });
  return { labels, counts, total: counts.reduce((sum, n) => sum + n, 0) };
}

/**
 * The length of the windows to count, in milliseconds: several make a bucket of hours. Of a bucket as long as a piece of the
 * range, Loki reads the bucket after the piece with it, so everything twice.
 */
const windowOf = (step: number): number => (step >= SPLIT_MS && step % HALF_HOUR === 0 ? HALF_HOUR : step);

const HALF_HOUR = 30 * MINUTE;

/** A group's labels and its count in the whole span. */
export interface Count {
  labels: Record<string, string>;
  count: number;
}

interface CountsOptions {
  what?: 'occurrences' | 'entries';
  priority?: Priority;
}

/** How often things happened in the span, by the labels. */
export function counts(
  source: LokiSource,
  query: EventQuery,
  span: Span,
  by: readonly string[],
  { what = 'occurrences', priority }: CountsOptions = {}
): Observable<Count[]> {
  const expr = countQuery(query, { by, window: logqlDuration(span.to - span.from), offset, what });
  return ask(source, { expr, queryType: 'instant' }, span, priority).pipe(
    map((frames) => seriesOf(frames).map(({ labels, values }) => ({ labels, count: values[0] ?? 0 })))
  );
}
