import { type EventQuery, SPLIT_MS, startOnSplit } from '@kubernetes-events/logql';
import { catchError, combineLatest, defer, EMPTY, expand, map, type Observable, of, tap, throwError } from 'rxjs';
import { type Buckets, bucketSpan, bucketsSlice, evenRuns } from '../shared/time/buckets';
import { type Span } from '../shared/time/range';
import { HOUR } from '../shared/time/units';
import { type BucketSeries, merged, seriesAt, seriesIn } from './bucketSeries';
import { counts, countsOverTime } from './counts';
import { LokiError } from './error';
import { type CountedBy, keepCounts, keepRefusal, keptCounts, keptRefusal } from './keptCounts';
import { type Priority } from './queue';
import { type LokiSource } from './source';
import { type Unit, unitsOf } from './units';

/** What to count over time, and by which labels. */
export interface TallyQuestion {
  source: LokiSource;
  query: EventQuery;
  span: Span;
  buckets: Buckets;
  by: readonly string[];
  priority?: Priority;
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
 * does not wait long for Loki's queriers, which do not stop in the midst. It is an hour at least, however long that takes:
 * half of it would have Loki read as many chunks.
 */
const PART_MS = 1000;
/** The first part, before it is known how quick Loki is: as a part of the range, and at most. */
const FIRST_PART = 1 / 16;
const FIRST_MS = 3 * HOUR;
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
  /** How many buckets Loki would count the groups of. */
  room: number;
}

/**
 * How often things happened in each bucket, by the labels. A range of a million events takes Loki many seconds to count,
 * so it is emitted in parts; what lies in the first and the last bucket but outside of the span is not counted. What was
 * counted a moment ago, and hardly changes any more, is not asked for again.
 *
 * Loki counts no more than 500 groups in one question (`limits_config.max_query_series`): smaller parts of the range have
 * fewer; where even those have too many, the error says so.
 */
export function tally(question: TallyQuestion): Observable<Tally> {
  const { span, buckets, source, query, by } = question;
  const count: Counting = {
    question,
    what: { source: source.uid, query, by, step: buckets.step },
    units: unitsOf(buckets, span),
  };
  const start: Progress = {
    series: [],
    counted: { from: span.to, to: span.to },
    done: false,
    left: buckets.count,
    size: Math.max(1, Math.ceil(Math.min(buckets.count * FIRST_PART, FIRST_MS / buckets.step))),
    room: buckets.count,
  };
  return defer(() => {
    const refusal = keptRefusal(count.what);
    return refusal
      ? throwError(() => refusal)
      : nextPart(count, start).pipe(expand((progress) => (progress.done ? EMPTY : nextPart(count, progress))));
  });
}

interface Counting {
  question: TallyQuestion;
  what: CountedBy;
  units: readonly Unit[];
}

function nextPart(counting: Counting, progress: Progress): Observable<Progress> {
  return defer(() => {
    const kept = keptPart(counting, progress.left);
    return kept ? of(withPart(counting, progress, kept)) : askedPart(counting, progress, firstOf(counting, progress));
  });
}

/** What is kept of the buckets right before `left`. */
function keptPart({ question, what, units }: Counting, left: number): Part | undefined {
  const { buckets } = question;
  const part: Part = { first: left, series: [] };
  for (const { first, end, span } of [...units].reverse()) {
    const kept = end === part.first ? keptCounts(what, span) : undefined;
    if (kept) {
      part.series.push(...kept.map(({ labels, counts: each }) => seriesAt(buckets.count, first, labels, each)));
      part.first = first;
    } else if (end <= part.first) {
      break;
    }
  }
  return part.first < left ? part : undefined;
}

/** Where the next part begins: on the hour, and not before what is kept. */
function firstOf({ question, what, units }: Counting, { left, size, room }: Progress): number {
  const { buckets } = question;
  const hour = Math.max(1, Math.round(SPLIT_MS / buckets.step));
  const kept = units.findLast(({ end, span }) => end < left && keptCounts(what, span))?.end ?? 0;
  if (left - kept <= Math.min(Math.max(size, hour), room)) {
    return kept;
  }
  const onHour = startOnSplit({ edgeAt: (at) => buckets.edges[at] ?? 0, step: buckets.step }, left, size);
  return Math.max(kept, left - onHour > room ? left - Math.min(size, room) : onHour);
}

interface Part {
  first: number;
  series: BucketSeries[];
}

function withPart({ question }: Counting, progress: Progress, { first, series: part }: Part): Progress {
  const { buckets, span } = question;
  const series = merged(progress.series, part);
  return {
    ...progress,
    series,
    counted: { from: Math.max(span.from, bucketSpan(buckets, first).from), to: span.to },
    done: first === 0,
    left: first,
  };
}

function askedPart(counting: Counting, progress: Progress, first: number): Observable<Progress> {
  return defer(() => {
    const { buckets } = counting.question;
    const { left } = progress;
    const size = left - first;
    const [started, askedMs] = [performance.now(), Date.now()];
    return countPart(counting.question, first, size).pipe(
      tap((series) => keepUnits(counting, first, left, series, askedMs)),
      map((series): Progress => {
        const elapsed = Math.max(performance.now() - started, 1);
        const next = withPart(counting, progress, { first, series });
        const quick = Math.round(size * Math.min(PART_MS / elapsed, LARGEST_STEP));
        const room = Math.max(sizeWithRoom(size, series), sizeWithRoom(buckets.count - first, next.series));
        return { ...next, size: Math.max(smallestOf(buckets), quick), room: Math.max(smallestOf(buckets), room) };
      }),
      catchError((cause: unknown) => {
        const error = LokiError.of(cause);
        if (error.trouble !== 'series') {
          return throwError(() => error);
        }
        const smaller = Math.floor(size / 2);
        if (smaller < smallestOf(buckets)) {
          keepRefusal(counting.what, error, askedMs);
          return throwError(() => error);
        }
        return nextPart(counting, { ...progress, size: smaller, room: smaller });
      })
    );
  });
}

/** Keeps each unit that is part of an answer as a whole. */
function keepUnits(
  { what, units }: Counting,
  from: number,
  to: number,
  series: readonly BucketSeries[],
  askedMs: number
): void {
  for (const { first, end, span } of units.filter((unit) => unit.first >= from && unit.end <= to)) {
    const own = series.map((one) => seriesIn(one, first, end)).filter(({ total }) => total > 0);
    keepCounts(what, span, own, askedMs);
  }
}

const smallestOf = ({ count }: Buckets) => Math.max(1, Math.floor(count * SMALLEST_PART));

/** How many buckets would have {@link GROUPS} groups, if more groups come with more buckets as they did in these. */
function sizeWithRoom(counted: number, series: readonly BucketSeries[]): number {
  return Math.floor((counted * GROUPS) / Math.max(series.length, 1));
}

/** The buckets from `first` on: those that stick out of the span are counted up to its edge. */
function countPart(question: TallyQuestion, first: number, count: number): Observable<BucketSeries[]> {
  const { source, query, span, buckets, by, priority } = question;
  const cutsFirst = first === 0 && span.from > buckets.from;
  const cutsLast = first + count === buckets.count && span.to < buckets.to;
  const whole = { first: cutsFirst ? first + 1 : first, end: first + count - (cutsLast ? 1 : 0) };
  const questions: Array<Observable<BucketSeries[]>> = [];
  const askCut = (at: number) => {
    const { from, to } = bucketSpan(buckets, at);
    const part = { from: Math.max(from, span.from), to: Math.min(to, span.to) };
    questions.push(
      counts(source, query, part, by, { priority }).pipe(
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
      countsOverTime(source, query, run.buckets, by, priority).pipe(
        map((found) => found.map(({ labels, counts: each }) => seriesAt(buckets.count, at, labels, each)))
      )
    );
  }
  return questions.length > 0 ? combineLatest(questions).pipe(map((parts) => parts.flat())) : of([]);
}
