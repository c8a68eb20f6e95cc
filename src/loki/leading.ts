import { type EventRecord } from '@kubernetes-events/event';
import { type EventQuery, OBJECT_LABELS } from '@kubernetes-events/logql';
import { catchError, map, type Observable, switchMap, takeLast, takeWhile, throwError, timer } from 'rxjs';
import { type Span } from '../shared/time/range';
import { bucketAt, type Buckets, bucketsOf } from '../shared/time/buckets';
import { type BucketSeries, merged } from './bucketSeries';
import { type Count } from './counts';
import { LokiError } from './error';
import { groupKey, labelsOf } from './groupLabels';
import { LARGE_PAGE, listEvents } from './list';
import { type LokiSource } from './source';
import { tally, type TallyQuestion } from './tally';

/** The groups that count highest. */
export interface Leading {
  counts: Count[];
  /** Set if Loki refused to count all groups: the number of newest events that are counted instead. */
  sample?: number;
}

/**
 * The `most` groups that count highest. Loki counts no more than 500 groups at once (`limits_config.max_query_series`); if
 * even a small part of the range has more, the newest events are counted here.
 */
export function leadingCounts(
  source: LokiSource,
  query: EventQuery,
  span: Span,
  by: readonly string[],
  most: number
): Observable<Leading> {
  return allCounts(source, query, span, by).pipe(
    map((all): Leading => ({ counts: leading(all, most) })),
    ifTooMany(() => sampled(source, query, span, by, most))
  );
}

const leading = (all: readonly Count[], most: number) => [...all].sort((a, b) => b.count - a.count).slice(0, most);

/** Another answer, if Loki refuses to count that many groups at once. */
export const ifTooMany = <T>(other: () => Observable<T>) =>
  catchError<T, Observable<T>>((cause: unknown) => {
    const error = LokiError.of(cause);
    return error.trouble === 'series' ? other() : throwError(() => error);
  });

function sampled(source: LokiSource, query: EventQuery, span: Span, by: readonly string[], most: number) {
  return listEvents(source, query, span, 'newest', LARGE_PAGE).pipe(
    map(({ records, whole }): Leading => {
      const found = leading(countRecords(records, by), most);
      return { counts: found, sample: whole ? undefined : records.length };
    })
  );
}

/** How many buckets to count groups in where only their sums are wanted. Each may be kept, so that a refresh counts few. */
const BUCKETS = 64;

/** The counts of all groups. */
export function allCounts(
  source: LokiSource,
  query: EventQuery,
  span: Span,
  by: readonly string[]
): Observable<Count[]> {
  return tally({ source, query, span, buckets: bucketsOf(span, BUCKETS, 'utc'), by }).pipe(
    takeLast(1),
    map(({ series }) => series.map(({ labels, total }) => ({ labels, count: total })))
  );
}

/** The number starts to be counted late: nobody who has moved on waits for it. */
const DELAY_MS = 300;

/** How many objects are counted; if there are more, it is not known how many. */
export const MOST_OBJECTS = 500;

/** How many different objects there are: asked for a moment later than all else. */
export function objectCount(source: LokiSource, query: EventQuery, span: Span, buckets: Buckets): Observable<number> {
  const objects = tally({ source, query, span, buckets, by: OBJECT_LABELS, priority: 'low' });
  return timer(DELAY_MS).pipe(
    switchMap(() => objects),
    map(({ series }) => series.length),
    takeWhile((count) => count <= MOST_OBJECTS, true),
    takeLast(1)
  );
}

/** Groups over time, as far as they are counted. */
export interface GroupSeries {
  series: BucketSeries[];
  done: boolean;
  /** As in {@link Leading}. */
  sample?: number;
}

/** The groups as Loki counts them; of the newest events only, if it refuses. */
export function groupsOverTime(question: TallyQuestion): Observable<GroupSeries> {
  return tally(question).pipe(
    map(({ series, done }): GroupSeries => ({ series, done })),
    ifTooMany(() => sampledOverTime(question))
  );
}

function sampledOverTime({ source, query, span, buckets, by }: TallyQuestion): Observable<GroupSeries> {
  return listEvents(source, query, span, 'newest', LARGE_PAGE).pipe(
    map(({ records, whole }) => ({
      done: true,
      series: merged(
        [],
        records.map((record) => seriesOfRecord(record, buckets, by))
      ),
      sample: whole ? undefined : records.length,
    }))
  );
}

function seriesOfRecord(record: EventRecord, buckets: Buckets, by: readonly string[]): BucketSeries {
  const counts = new Array<number>(buckets.count).fill(0);
  counts[bucketAt(buckets, record.timeMs)] = record.increment;
  return { labels: labelsOf(record, by), counts, total: record.increment };
}

function countRecords(records: readonly EventRecord[], by: readonly string[]): Count[] {
  const groups = new Map<string, Count>();
  for (const record of records) {
    const labels = labelsOf(record, by);
    const key = groupKey(labels, by);
    const group = groups.get(key) ?? { labels, count: 0 };
    group.count += record.increment;
    groups.set(key, group);
  }
  return [...groups.values()];
}
