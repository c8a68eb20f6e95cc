import { type Span } from './range';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 30].map((n) => n * DAY),
];

/** Equal parts of a span of time: the edges are round, so that bars stay where they are when the range moves on. */
export interface Buckets {
  /** Where the first part starts and the last one ends, in milliseconds. */
  from: number;
  to: number;
  step: number;
  count: number;
}

/** The span in at most about this many parts. */
export function bucketsOf({ from, to }: Span, most: number): Buckets {
  const span = Math.max(to - from, SECOND);
  const step = STEPS.find((candidate) => span / candidate <= most) ?? Math.ceil(span / most / DAY) * DAY;
  const start = Math.floor(from / step) * step;
  const end = Math.max(Math.ceil(to / step) * step, start + step);
  return { from: start, to: end, step, count: Math.round((end - start) / step) };
}

/** Milliseconds as a LogQL duration. */
export function logqlDuration(milliseconds: number): string {
  return milliseconds % SECOND === 0 ? `${milliseconds / SECOND}s` : `${Math.max(1, Math.round(milliseconds))}ms`;
}
