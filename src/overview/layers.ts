import { type BucketSeries } from '../loki/bucketSeries';

const MOST_SERIES = 8;

/** The value of the part that sums up what is beyond the largest few. */
export const REST = '…';

/** One part of each bar. */
export interface Layer {
  value: string;
  counts: number[];
  total: number;
}

/** The parts of the bars, by the field they are split by: what is beyond the largest few goes together. */
export function layersOf(series: readonly BucketSeries[], field: string): Layer[] {
  const layers: Layer[] = series
    .map(({ labels, counts, total }) => ({ value: labels[field] ?? '', counts, total }))
    .sort((a, b) => rank(a.value) - rank(b.value) || b.total - a.total);
  const rest = layers.splice(MOST_SERIES);
  const first = rest[0];
  if (first) {
    const counts = first.counts.map((_, at) => rest.reduce((sum, layer) => sum + (layer.counts[at] ?? 0), 0));
    layers.push({ value: REST, counts, total: counts.reduce((sum, n) => sum + n, 0) });
  }
  return layers;
}

/** Normal at the bottom, warnings on top of it. */
const rank = (value: string) => (value === 'Normal' ? 0 : value === 'Warning' ? 1 : 2);
