import { type EventRecord } from '@kubernetes-events/event';
import { type BucketSeries } from '../loki/bucketSeries';
import { groupKey, labelsOf, tellingLabels } from '../loki/groupLabels';
import { bucketSpan } from '../shared/time/buckets';
import { type Overview } from './overview';

/** One group: its values by label, how often it happened, and when. */
export interface Group {
  key: string;
  /** The one that names it last; without labels that no group has a value for. */
  values: Record<string, string>;
  count: number;
  warnings: number;
  /** Counts over time, and how many of them are warnings. */
  spark: number[];
  sparkWarnings: number[];
  /** When it was last seen, in milliseconds. */
  lastSeen: number;
  /** Whether that is the time of an event, or the end of the part of the range that it was in. */
  exact: boolean;
  /** The count in the period before; only where that was asked for. */
  before?: number;
}

/** The order that groups stand in. */
export type GroupOrder = 'warnings' | 'count' | 'newest' | 'change';

export const isGroupOrder = (name: string): name is GroupOrder => Object.hasOwn(ORDERS, name);

/** The groups of a count, sorted. Loaded records give the exact time that a group was last seen. */
export function groupsOf(
  { groups, before, buckets }: Pick<Overview, 'groups' | 'before' | 'buckets'>,
  by: readonly string[],
  order: string,
  records: readonly EventRecord[] = []
): Group[] {
  const all = new Map<string, Group>();
  const telling = tellingLabels(
    groups.map(({ labels }) => labels),
    by
  );
  for (const series of groups) {
    add(all, series, by, telling);
  }
  const earlier = before && totalsBy(before, by);
  const seen = lastSeenBy(records, by);
  const found = [...all.values()].map((group): Group => {
    const last = group.spark.findLastIndex((count) => count > 0);
    const { from: start, to: end } = bucketSpan(buckets, last);
    const known = seen.get(group.key);
    // A newer one may not be loaded.
    const exact = known !== undefined && known >= start;
    return {
      ...group,
      lastSeen: exact ? known : end,
      exact,
      before: earlier && (earlier.get(group.key) ?? 0),
    };
  });
  return found.sort(ORDERS[isGroupOrder(order) ? order : 'warnings']);
}

function add(
  all: Map<string, Group>,
  { labels, counts, total }: BucketSeries,
  by: readonly string[],
  telling: readonly string[]
): void {
  const key = groupKey(labels, by);
  const group = all.get(key) ?? {
    key,
    values: Object.fromEntries(telling.map((label) => [label, labels[label] ?? ''])),
    count: 0,
    warnings: 0,
    spark: counts.map(() => 0),
    sparkWarnings: counts.map(() => 0),
    lastSeen: 0,
    exact: false,
  };
  const isWarning = labels._type === 'Warning';
  const added = (spark: number[]) => spark.map((n, at) => n + (counts[at] ?? 0));
  all.set(key, {
    ...group,
    count: group.count + total,
    warnings: group.warnings + (isWarning ? total : 0),
    spark: added(group.spark),
    sparkWarnings: isWarning ? added(group.sparkWarnings) : group.sparkWarnings,
  });
}

function totalsBy(series: readonly BucketSeries[], by: readonly string[]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { labels, total } of series) {
    const key = groupKey(labels, by);
    totals.set(key, (totals.get(key) ?? 0) + total);
  }
  return totals;
}

function lastSeenBy(records: readonly EventRecord[], by: readonly string[]): Map<string, number> {
  const seen = new Map<string, number>();
  for (const record of records) {
    const key = groupKey(labelsOf(record, by), by);
    seen.set(key, Math.max(seen.get(key) ?? 0, record.timeMs));
  }
  return seen;
}

const ORDERS: Record<GroupOrder, (a: Group, b: Group) => number> = {
  count: (a, b) => b.count - a.count,
  warnings: (a, b) => b.warnings - a.warnings || b.count - a.count,
  newest: (a, b) => b.lastSeen - a.lastSeen || b.count - a.count,
  change: (a, b) => changeOf(b) - changeOf(a) || b.count - a.count,
};

/** How much more or less than before, so that a doubling of much weighs more than one of little. */
const changeOf = ({ count, before = count }: Group) => Math.abs(count - before) / Math.sqrt(Math.max(before, 1));

/** The sparkline in fewer parts, for where it is small. */
export function fewer(counts: readonly number[], most: number): number[] {
  const each = Math.max(1, Math.ceil(counts.length / most));
  return Array.from({ length: Math.ceil(counts.length / each) }, (_, at) =>
    counts.slice(at * each, (at + 1) * each).reduce((sum, n) => sum + n, 0)
  );
}
