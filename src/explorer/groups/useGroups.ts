import { useMemo } from 'react';
import { type Filter } from '@kubernetes-events/logql';
import { combineLatest, map, of, startWith, switchMap } from 'rxjs';
import { useView } from '../../app/ViewContext';
import { type BucketSeries, type Count, countsOverTime } from '../../loki/counts';
import { leadingCounts } from '../../loki/leading';
import { useLoki } from '../../loki/useLoki';
import { type Buckets, bucketsOf } from '../../shared/time/buckets';
import { useTime } from '../../shared/time/TimeContext';
import { groupLabels } from './levels';

const MOST = 200;
const SPARKS = 32;

/** One group: its values by label, how often it happened, and when. */
export interface Group {
  key: string;
  values: Record<string, string>;
  count: number;
  warnings: number;
  /** Counts over time; empty until they are known. */
  spark: number[];
  /** When it was last seen, to the spark's step; 0 where that is not known yet. */
  lastSeen: number;
  /** The count in the period before; only asked for where the order needs it. */
  before?: number;
}

/** The largest groups under the filters, in the order chosen. */
export function useGroups(name: string, order: string) {
  const { source, query, queryKey } = useView();
  const { span, round } = useTime();
  const by = groupLabels(name);
  const answer = useLoki(() => {
    const buckets = bucketsOf(span, SPARKS);
    const length = span.to - span.from;
    const earlier = { from: span.from - length, to: span.from };
    const before = order === 'change' ? leadingCounts(source, query, earlier, by, MOST) : of(undefined);
    return combineLatest([leadingCounts(source, query, span, unique([...by, '_type']), MOST), before]).pipe(
      switchMap(([now, then]) => {
        const groups = groupsOf(now.counts, by);
        const shown = { ...query, filters: [...(query.filters ?? []), ...valuesOf(groups, by)] };
        const sparks = groups.length > 0 ? countsOverTime(source, shown, buckets, by) : of([]);
        return sparks.pipe(
          // The numbers do not wait for the sparklines.
          startWith([] as BucketSeries[]),
          map((series) => ({
            groups: withHistory(groups, by, series, buckets, then?.counts),
            sample: now.sample,
          }))
        );
      })
    );
  }, [source, queryKey, span, round, name, order === 'change']);
  const groups = useMemo(
    () => [...(answer.data?.groups ?? [])].sort(ORDERS[order] ?? ORDERS.count),
    [answer.data, order]
  );
  return { ...answer, groups, sample: answer.data?.sample };
}

const unique = (names: readonly string[]) => [...new Set(names)];

const keyOf = (labels: Record<string, string>, by: readonly string[]) =>
  by.map((label) => labels[label] ?? '').join('\u0000');

function groupsOf(all: Count[], by: readonly string[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { labels, count } of all) {
    const key = keyOf(labels, by);
    const values = Object.fromEntries(by.map((label) => [label, labels[label] ?? '']));
    const group = groups.get(key) ?? { key, values, count: 0, warnings: 0, spark: [], lastSeen: 0 };
    group.count += count;
    group.warnings += labels._type === 'Warning' ? count : 0;
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Keeps the sparklines' query to the groups shown: Loki answers with so many series and no more. */
function valuesOf(groups: Group[], by: readonly string[]): Filter[] {
  return by.map((field) => ({
    field,
    values: unique(groups.map(({ values }) => values[field] ?? '')),
    exclude: false,
  }));
}

function withHistory(groups: Group[], by: readonly string[], series: BucketSeries[], buckets: Buckets, then?: Count[]) {
  const sparks = new Map(series.map((one) => [keyOf(one.labels, by), one.counts]));
  const before = new Map<string, number>();
  then?.forEach(({ labels, count }) => before.set(keyOf(labels, by), (before.get(keyOf(labels, by)) ?? 0) + count));
  return groups.map((group) => {
    const spark = sparks.get(group.key) ?? [];
    const last = spark.findLastIndex((count) => count > 0);
    return {
      ...group,
      spark,
      lastSeen: last < 0 ? 0 : buckets.from + (last + 1) * buckets.step,
      before: then && (before.get(group.key) ?? 0),
    };
  });
}

const ORDERS: Record<string, (a: Group, b: Group) => number> = {
  count: (a, b) => b.count - a.count,
  warnings: (a, b) => b.warnings - a.warnings || b.count - a.count,
  newest: (a, b) => b.lastSeen - a.lastSeen || b.count - a.count,
  change: (a, b) => changeOf(b) - changeOf(a) || b.count - a.count,
};

/** How much more or less than before, so that a doubling of much weighs more than one of little. */
export const changeOf = ({ count, before = count }: Group) => Math.abs(count - before) / Math.sqrt(Math.max(before, 1));
