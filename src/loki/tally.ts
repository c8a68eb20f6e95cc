import { type EventQuery } from '@kubernetes-events/logql';
import { catchError, combineLatest, defer, EMPTY, expand, map, type Observable, of, throwError } from 'rxjs';
import { type Buckets, bucketSpan, bucketsSlice, evenRuns } from '../shared/time/buckets';
import { type Span } from '../shared/time/range';
import { type BucketSeries, counts, countsOverTime } from './counts';
import { LokiError } from './error';
import { type LokiSource } from './source';

/** What to count over time, and by which labels. */
export interface TallyQuestion {
  source: LokiSource;
  query: EventQuery;
  span: Span;
  buckets: Buckets;
  by: readonly string[];
}

/** Counts over time, as far as they are there: Loki is asked part by part, from the newest end of the range. */
export interface Tally {
  series: BucketSeries[];
  /** What has been counted, up to the range's end. */
  counted: Span;
  done: boolean;
}

/**
 * A part of the range should take Loki about this long: a person sees progress, and whatever they click on next
 * does not wait long for Loki's queriers, which do not stop in the midst. Parts smaller than a sixteenth gain nothing, as
 * Loki unpacks whole chunks, and those of a quiet stream span hours.
 */
const PART_MS = 1000;
const PART = 1 / 16;
const LARGEST_STEP = 8;
/** If Loki refuses this many groups at once, smaller ones are tried. */
const SMALLEST_PART = 1 / 64;
/** How many groups a part should have at most: fewer than the 500 that Loki counts, since it is a guess. */
const GROUPS = 400;

interface Progress extends Tally {
  /** The buckets before this one are still to count. */
  left: number;
  /** How many buckets to ask for next. */
  size: number;
}

/**
 * How often things happened in each bucket, by the labels. A range of a million events takes Loki many seconds to count,
 * so it is emitted in parts; what lies in the first and the last bucket but outside of the span is not counted.
 *
 * Loki counts no more than 500 groups in one question (`limits_config.max_query_series`): smaller parts of the range have
 * fewer; where even those have too many, the error says so.
 */
export function tally(question: TallyQuestion): Observable<Tally> {
  const { span, buckets } = question;
  const ask = (first: number, count: number) => countPart(question, first, count);
  const start: Progress = {
    series: [],
    counted: { from: span.to, to: span.to },
    done: false,
    left: buckets.count,
    size: Math.ceil(buckets.count * PART),
  };
  return nextPart(start, span, buckets, ask).pipe(
    expand((progress) => (progress.done ? EMPTY : nextPart(progress, span, buckets, ask)))
  );
}

type Ask = (first: number, count: number) => Observable<BucketSeries[]>;

function nextPart(progress: Progress, span: Span, buckets: Buckets, ask: Ask): Observable<Progress> {
  return defer(() => {
    const started = performance.now();
    const size = Math.min(progress.size, progress.left);
    const first = progress.left - size;
    return ask(first, size).pipe(
      map((part): Progress => {
        const elapsed = Math.max(performance.now() - started, 1);
        const series = merged(progress.series, part);
        const quick = Math.round(size * Math.min(PART_MS / elapsed, LARGEST_STEP));
        return {
          series,
          counted: { from: Math.max(span.from, bucketSpan(buckets, first).from), to: span.to },
          done: first === 0,
          left: first,
          size: Math.max(
            smallestOf(buckets),
            Math.min(
              Math.max(Math.ceil(buckets.count * PART), quick),
              Math.max(sizeWithRoom(size, part), sizeWithRoom(buckets.count - first, series))
            )
          ),
        };
      }),
      catchError((cause: unknown) => {
        const error = LokiError.of(cause);
        const smaller = Math.floor(size / 2);
        const worthIt = error.trouble === 'series' && smaller >= smallestOf(buckets);
        return worthIt ? nextPart({ ...progress, size: smaller }, span, buckets, ask) : throwError(() => error);
      })
    );
  });
}

const smallestOf = ({ count }: Buckets) => Math.max(1, Math.floor(count * SMALLEST_PART));

/** How many buckets would have {@link GROUPS} groups, if more groups come with more buckets as they did in these. */
function sizeWithRoom(counted: number, series: readonly BucketSeries[]): number {
  return Math.floor((counted * GROUPS) / Math.max(series.length, 1));
}

/** The buckets from `first` on: those that stick out of the span are counted up to its edge. */
function countPart(question: TallyQuestion, first: number, count: number): Observable<BucketSeries[]> {
  const { source, query, span, buckets, by } = question;
  const cutsFirst = first === 0 && span.from > buckets.from;
  const cutsLast = first + count === buckets.count && span.to < buckets.to;
  const whole = { first: cutsFirst ? first + 1 : first, end: first + count - (cutsLast ? 1 : 0) };
  const questions: Array<Observable<BucketSeries[]>> = [];
  const askCut = (at: number) => {
    const { from, to } = bucketSpan(buckets, at);
    const part = { from: Math.max(from, span.from), to: Math.min(to, span.to) };
    questions.push(
      counts(source, query, part, by).pipe(
        map((found) => found.map(({ labels, count: n }) => seriesAt(buckets.count, at, labels, [n])))
      )
    );
  };
  if (cutsFirst) {
    askCut(0);
  }
  if (cutsLast && !(cutsFirst && buckets.count === 1)) {
    askCut(buckets.count - 1);
  }
  for (const run of evenRuns(bucketsSlice(buckets, whole.first, whole.end))) {
    const at = whole.first + run.first;
    questions.push(
      countsOverTime(source, query, run.buckets, by).pipe(
        map((found) => found.map(({ labels, counts: each }) => seriesAt(buckets.count, at, labels, each)))
      )
    );
  }
  return questions.length > 0 ? combineLatest(questions).pipe(map((parts) => parts.flat())) : of([]);
}

function seriesAt(count: number, first: number, labels: Record<string, string>, part: readonly number[]): BucketSeries {
  const all = new Array<number>(count).fill(0);
  part.forEach((n, at) => (all[first + at] = n));
  return { labels, counts: all, total: part.reduce((sum, n) => sum + n, 0) };
}

const keyOf = (labels: Record<string, string>) =>
  Object.entries(labels)
    .filter(([, value]) => value)
    .map((pair) => pair.join('\u0001'))
    .sort()
    .join('\u0000');

/** The series with those of another part of the range added. */
export function merged(series: readonly BucketSeries[], part: readonly BucketSeries[]): BucketSeries[] {
  const all = new Map(series.map((one) => [keyOf(one.labels), one]));
  for (const one of part) {
    const known = all.get(keyOf(one.labels));
    all.set(
      keyOf(one.labels),
      known
        ? {
            labels: known.labels,
            counts: known.counts.map((n, at) => n + (one.counts[at] ?? 0)),
            total: known.total + one.total,
          }
        : one
    );
  }
  return [...all.values()];
}

/** The series of some of the labels alone. */
export function summedBy(series: readonly BucketSeries[], by: readonly string[]): BucketSeries[] {
  const few = series.map((one) => ({
    ...one,
    labels: Object.fromEntries(by.map((label) => [label, one.labels[label] ?? ''])),
  }));
  return merged([], few);
}
