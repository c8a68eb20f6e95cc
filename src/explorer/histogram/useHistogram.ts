import { useMemo } from 'react';
import { useView } from '../../app/ViewContext';
import { countsOverTime } from '../../loki/counts';
import { useLoki } from '../../loki/useLoki';
import { bucketsOf } from '../../shared/time/buckets';
import { useTime } from '../../shared/time/TimeContext';

const PIXELS_A_BAR = 9;
const MOST_SERIES = 8;

/** One part of each bar. */
export interface Layer {
  value: string;
  counts: number[];
  total: number;
}

/** Counts over time, split by the field chosen; what is beyond the largest few goes together. */
export function useHistogram(width: number, field: string) {
  const { source, query, queryKey } = useView();
  const { span, round } = useTime();
  const bars = Math.max(20, Math.floor(width / PIXELS_A_BAR / 20) * 20);
  const answer = useLoki(() => {
    if (width === 0) {
      return undefined;
    }
    return countsOverTime(source, query, bucketsOf(span, bars), [field]);
  }, [source, queryKey, span, round, field, bars, width === 0]);
  const layers = useMemo(() => layersOf(answer.data ?? [], field), [answer.data, field]);
  const buckets = useMemo(() => bucketsOf(span, bars), [span, bars]);
  return { ...answer, layers, buckets };
}

function layersOf(series: Array<{ labels: Record<string, string>; counts: number[]; total: number }>, field: string) {
  const layers: Layer[] = series
    .map(({ labels, counts, total }) => ({ value: labels[field] ?? '', counts, total }))
    .sort((a, b) => rank(a.value) - rank(b.value) || b.total - a.total);
  const rest = layers.splice(MOST_SERIES);
  const first = rest[0];
  if (first) {
    const counts = first.counts.map((_, at) => rest.reduce((sum, layer) => sum + (layer.counts[at] ?? 0), 0));
    layers.push({ value: '…', counts, total: counts.reduce((sum, n) => sum + n, 0) });
  }
  return layers;
}

/** Normal at the bottom, warnings on top of it. */
const rank = (value: string) => (value === 'Normal' ? 0 : value === 'Warning' ? 1 : 2);
