/** A group with a count for each bucket. */
export interface BucketSeries {
  labels: Record<string, string>;
  counts: number[];
  total: number;
}

/** Counts of some buckets as those of all `count` of them. */
export function seriesAt(
  count: number,
  first: number,
  labels: Record<string, string>,
  part: readonly number[]
): BucketSeries {
  const all = new Array<number>(count).fill(0);
  part.forEach((n, at) => (all[first + at] = n));
  return { labels, counts: all, total: totalOf(part) };
}

/** The counts of some of the buckets alone. */
export function seriesIn({ labels, counts }: BucketSeries, first: number, end: number): BucketSeries {
  const part = counts.slice(first, end);
  return { labels, counts: part, total: totalOf(part) };
}

const totalOf = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0);

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
