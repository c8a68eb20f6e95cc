import { type EventRecord } from '@kubernetes-events/event';
import { type EventQuery } from '@kubernetes-events/logql';
import { catchError, map, type Observable, takeLast, throwError } from 'rxjs';
import { type Span } from '../shared/time/range';
import { bucketAt, type Buckets, bucketsOf } from '../shared/time/buckets';
import { type BucketSeries, type Count, counts } from './counts';
import { LokiError } from './error';
import { groupKey, labelsOf } from './groupLabels';
import { LARGE_PAGE, listEvents } from './list';
import { type LokiSource } from './source';
import { merged, tally, type TallyQuestion } from './tally';

/** The groups that count highest. */
export interface Leading {
  counts: Count[];
  /** Set if Loki refused to count all groups: the number of newest events that are counted instead. */
  sample?: number;
}

/**
 * The `most` groups that count highest. Loki counts no more than 500 groups at once, whatever is taken of them in the
 * end (`limits_config.max_query_series`); if there are more, the newest events are counted here.
 */
export function leadingCounts(
  source: LokiSource,
  query: EventQuery,
  span: Span,
  by: readonly string[],
  most: number
): Observable<Leading> {
  return counts(source, query, span, by, most).pipe(
    map((all): Leading => ({ counts: all })),
    ifTooMany(() => sampled(source, query, span, by, most))
  );
}

/** Another answer, if Loki refuses to count that many groups at once. */
export const ifTooMany = <T>(other: () => Observable<T>) =>
  catchError<T, Observable<T>>((cause: unknown) => {
    const error = LokiError.of(cause);
    return error.trouble === 'series' ? other() : throwError(() => error);
  });

function sampled(source: LokiSource, query: EventQuery, span: Span, by: readonly string[], most: number) {
  return listEvents(source, query, span, 'newest', LARGE_PAGE).pipe(
    map(({ records, whole }): Leading => {
      const found = countRecords(records, by).sort((a, b) => b.count - a.count);
      return { counts: found.slice(0, most), sample: whole ? undefined : records.length };
    })
  );
}

/** How many parts a range is counted in at most, if it has more groups than Loki counts at once. */
const PARTS = 64;

/** The counts of all groups: in one question, or in parts of the range if there are too many groups for one. */
export function allCounts(
  source: LokiSource,
  query: EventQuery,
  span: Span,
  by: readonly string[]
): Observable<Count[]> {
  return counts(source, query, span, by).pipe(
    ifTooMany(() =>
      tally({ source, query, span, buckets: bucketsOf(span, PARTS, 'utc'), by }).pipe(
        takeLast(1),
        map(({ series }) => series.map(({ labels, total }) => ({ labels, count: total })))
      )
    )
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
