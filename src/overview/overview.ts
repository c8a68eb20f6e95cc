import { type EventQuery } from '@kubernetes-events/logql';
import { catchError, combineLatest, map, type Observable, of, startWith, takeLast } from 'rxjs';
import { type BucketSeries, summedBy } from '../loki/bucketSeries';
import { type GroupSeries, groupsOverTime, ifTooMany } from '../loki/leading';
import { type LokiSource } from '../loki/source';
import { tally } from '../loki/tally';
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

/** Emits parts while Loki counts. Bars and groups come from one count of the range if Loki allows it. */
export function overviewOf(question: OverviewQuestion): Observable<Overview> {
  const { withBefore } = question;
  const now = overviewTogether(question).pipe(ifTooMany(() => overviewApart(question)));
  return withBefore
    ? combineLatest([now, groupsBefore(question).pipe(startWith(undefined))]).pipe(
        map(([overview, before]) => ({ ...overview, before }))
      )
    : now;
}

const unique = (names: readonly string[]) => [...new Set(names)];

function overviewTogether(question: OverviewQuestion): Observable<Overview> {
  const { buckets, barField, groupBy } = question;
  const byType = unique([...groupBy, '_type']);
  return tally({ ...question, by: unique([barField, ...byType]) }).pipe(
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
  const { buckets, barField } = question;
  const bars = tally({ ...question, by: [barField] });
  const none: GroupSeries = { series: [], done: false };
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

const countedGroups = (question: OverviewQuestion) =>
  groupsOverTime({ ...question, by: unique([...question.groupBy, '_type']) });

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
