import { type TimeZone } from '@grafana/schema';
import { type Span } from './range';
import { type Stretch, stretchesOf } from './zone';
import { DAY, HOUR, MINUTE, SECOND } from './units';

const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 30].map((n) => n * DAY),
];
/** A Monday, at which steps of several days start. */
const MONDAY = 4 * DAY;

/**
 * Parts of a span of time. Their edges are round by the time zone's clocks, so that bars stay where they are when the
 * range moves on. Parts of several hours or days are longer or shorter than the others if clocks are changed in them.
 */
export interface Buckets {
  /** Where each part starts, and where the last one ends, in milliseconds. */
  edges: readonly number[];
  /** The first edge and the last. */
  from: number;
  to: number;
  /** How long a part is unless clocks are changed in it. */
  step: number;
  count: number;
}

/** Start and end of a part. */
export const bucketSpan = ({ edges, from, to }: Buckets, at: number): Span => ({
  from: edges[at] ?? from,
  to: edges[at + 1] ?? to,
});

/** The part that an instant is in; -1 if it is in none. */
export function bucketAt({ edges, to }: Buckets, ms: number): number {
  return ms < to ? edges.findLastIndex((edge) => edge <= ms) : -1;
}

/** The span in at most about this many parts. */
export function bucketsOf({ from, to }: Span, most: number, timeZone: TimeZone): Buckets {
  const span = Math.max(to - from, SECOND);
  const step = STEPS.find((candidate) => span / candidate <= most) ?? Math.ceil(span / most / DAY) * DAY;
  return bucketsBetween(edgesAround({ from, to: from + span }, step, timeZone), step);
}

function bucketsBetween(edges: readonly number[], step: number): Buckets {
  return { edges, from: edges[0] ?? 0, to: edges.at(-1) ?? 0, step, count: edges.length - 1 };
}

/** The parts from `first` to before `end` as buckets of their own. */
export const bucketsSlice = ({ edges, step }: Buckets, first: number, end: number): Buckets =>
  bucketsBetween(edges.slice(first, end + 1), step);

/** The buckets in runs of equally long ones, as Loki counts them. */
export function evenRuns({ edges }: Buckets): Array<{ first: number; buckets: Buckets }> {
  const runs: Array<{ first: number; buckets: Buckets }> = [];
  let first = 0;
  const lengthAt = (at: number) => (edges[at + 1] ?? 0) - (edges[at] ?? 0);
  for (let at = 1; at < edges.length; at++) {
    if (at === edges.length - 1 || lengthAt(at) !== lengthAt(first)) {
      runs.push({ first, buckets: bucketsBetween(edges.slice(first, at + 1), lengthAt(first)) });
      first = at;
    }
  }
  return runs;
}

/** The round instants from the last one at or before the span's start to the first one at or after its end. */
function edgesAround({ from, to }: Span, step: number, timeZone: TimeZone): number[] {
  const stretches = stretchesOf({ from: from - step - DAY, to: to + step + DAY }, timeZone);
  const edges = stretches.flatMap((stretch, at) => edgesIn(stretch, stretches[at - 1]?.offset, step));
  const first = edges.findLastIndex((edge) => edge <= from);
  return edges.slice(first, edges.findIndex((edge) => edge >= to && edge > from) + 1);
}

/** The round instants of a stretch. Where clocks are put forward over a round time, the part starts when they are. */
function edgesIn(stretch: Stretch, offsetBefore: number | undefined, step: number): number[] {
  const { from, to, offset } = stretch;
  const origin = step > DAY ? MONDAY : 0;
  /** The first round time by the clocks, as if those were of UTC. */
  const roundFrom = (clock: number) => Math.ceil((clock - origin) / step) * step + origin;
  const start = roundFrom(from + offset) - offset;
  const isSkipped = offsetBefore !== undefined && roundFrom(from + offsetBefore) < from + offset;
  const edges = isSkipped && start !== from ? [from] : [];
  for (let edge = start; edge < to; edge += step) {
    edges.push(edge);
  }
  return edges;
}

/** Milliseconds as a LogQL duration. */
export function logqlDuration(milliseconds: number): string {
  return milliseconds % SECOND === 0 ? `${milliseconds / SECOND}s` : `${Math.max(1, Math.round(milliseconds))}ms`;
}
