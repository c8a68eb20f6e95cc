import { instantAfter } from '@kubernetes-events/logql';
import { type Span } from './store.ts';
import { HOUR, MINUTE } from './units.ts';

/** Equally long parts of a range, their edges multiples of the step. */
export interface Buckets {
  from: number;
  step: number;
  count: number;
}

const STEPS = [1, 2, 5, 10, 15, 30].map((n) => n * MINUTE).concat([1, 2, 3, 6, 12, 24].map((n) => n * HOUR));
const MOST_BUCKETS = 200;

export function bucketsOf({ from, to }: Span): Buckets {
  const step = STEPS.find((ms) => (to - from) / ms <= MOST_BUCKETS) ?? STEPS.at(-1)!;
  const first = Math.floor(from / step) * step;
  return { from: first, step, count: Math.max(1, Math.ceil((to - first) / step)) };
}

export const bucketStart = ({ from, step }: Buckets, at: number): number => from + at * step;

/** Where to read the counts of buckets: the value at an instant counts the bucket that begins {@link instantAfter} before it. */
export const instantsOf = (buckets: Buckets, first: number, end: number): [span: Span, stepMs: number] => {
  const after = instantAfter(buckets.step);
  return [{ from: bucketStart(buckets, first) + after, to: bucketStart(buckets, end - 1) + after }, buckets.step];
};

/** The bucket that the value at an instant counts. */
export const bucketCountedAt = ({ from, step }: Buckets, ms: number): number =>
  Math.round((ms - instantAfter(step) - from) / step);
