import { type EventQuery } from '@kubernetes-events/logql';
import { catchError, combineLatest, map, type Observable, of, startWith, takeLast, throwError } from 'rxjs';
import { type BucketSeries } from '../loki/counts';
import { LokiError } from '../loki/error';
import { sampledOverTime } from '../loki/leading';
import { type LokiSource } from '../loki/source';
import { summedBy, tally } from '../loki/tally';
import { type Buckets, bucketsOf } from '../shared/time/buckets';
import { type Span } from '../shared/time/range';

/** What is asked: how much happened when, split by a field for the bars and by other labels for the groups. */
export interface OverviewQuestion {
  source: LokiSource;
  query: EventQuery;
  span: Span;
  buckets: Buckets;
  barField: string;
  groupBy: readonly string[];
  /** Where the groups are too many for Loki to count both at once. */
  apart: boolean;
  /** Whether the groups in the period before are wanted, too. */
  withBefore: boolean;
}

export interface Overview {
  buckets: Buckets;
  bars: BucketSeries[];
  /** By the groups' labels and the type. */
  groups: BucketSeries[];
  /** The same of the period before, as far as it is asked for. */
  before?: BucketSeries[];
  /** What of the range is counted so far. */
  counted: Span;
  done: boolean;
  /** Set if Loki refused to count all groups: the number of newest events that are counted instead. */
  sample?: number;
}

interface Groups {
  series: BucketSeries[];
  sample?: number;
  done: boolean;
}

/** Emits parts while Loki counts. Bars and groups come from one count of the range if Loki allows it. */
export function overviewOf(question: OverviewQuestion): Observable<Overview> {
  const { withBefore } = question;
  const now = question.apart
    ? overviewApart(question)
    : overviewTogether(question).pipe(
        catchError((cause: unknown) => (isTooMany(cause) ? overviewApart(question) : throwError(() => cause)))
      );
  return withBefore
    ? combineLatest([now, groupsBefore(question).pipe(startWith(undefined))]).pipe(
        map(([overview, before]) => ({ ...overview, before }))
      )
    : now;
}

const isTooMany = (cause: unknown) => LokiError.of(cause).trouble === 'series';

const unique = (names: readonly string[]) => [...new Set(names)];

function overviewTogether({ source, query, span, buckets, barField, groupBy }: OverviewQuestion): Observable<Overview> {
  const byType = unique([...groupBy, '_type']);
  return tally(source, query, span, buckets, unique([barField, ...byType])).pipe(
    map(({ series, counted, done }) => ({
      buckets,
      bars: summedBy(series, [barField]),
      groups: summedBy(series, byType),
      counted,
      done,
    }))
  );
}

function overviewApart(question: OverviewQuestion): Observable<Overview> {
  const { source, query, span, buckets, barField } = question;
  const bars = tally(source, query, span, buckets, [barField]);
  const none: Groups = { series: [], done: false };
  return combineLatest([bars, countedGroups(question).pipe(startWith(none))]).pipe(
    map(([{ series, counted, done }, groups]) => ({
      buckets,
      bars: series,
      groups: groups.series,
      counted,
      done: done && groups.done,
      sample: groups.sample,
    }))
  );
}

/** The groups as Loki counts them; of the newest events only, if it refuses. */
function countedGroups({ source, query, span, buckets, groupBy }: OverviewQuestion): Observable<Groups> {
  const by = unique([...groupBy, '_type']);
  return tally(source, query, span, buckets, by).pipe(
    map(({ series, done }): Groups => ({ series, done })),
    catchError((cause: unknown) =>
      isTooMany(cause)
        ? sampledOverTime(source, query, span, buckets, by).pipe(
            map(({ series, sample }): Groups => ({ series, sample, done: true }))
          )
        : throwError(() => cause)
    )
  );
}

const BEFORE_PARTS = 16;

/** What the groups were in the period of the same length before: one answer, once it is whole. */
function groupsBefore(question: OverviewQuestion): Observable<BucketSeries[]> {
  const { span } = question;
  const earlier = { from: span.from - (span.to - span.from), to: span.from };
  return countedGroups({ ...question, span: earlier, buckets: bucketsOf(earlier, BEFORE_PARTS, 'utc') }).pipe(
    takeLast(1),
    map(({ series }) => series),
    // Not worth an error: the rest is shown.
    catchError(() => of([]))
  );
}
