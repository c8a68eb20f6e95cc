import { type Buckets, bucketSpan } from '../shared/time/buckets';
import { type Span } from '../shared/time/range';
import { MINUTE } from '../shared/time/units';

/** Counts are kept in units of this length, or of a bucket if that is longer. */
export const UNIT_MS = 15 * MINUTE;

const isUnitEdge = ({ edges, step }: Buckets, at: number) => step >= UNIT_MS || (edges[at] ?? 0) % UNIT_MS === 0;

/** Buckets that are counted alike in any range that has all of them. */
export interface Unit {
  first: number;
  /** The bucket after the last one. */
  end: number;
  span: Span;
}

/** The units of a range, the oldest first. Buckets that the range cuts are units of their own. */
export function unitsOf(buckets: Buckets, span: Span): Unit[] {
  const { edges, count } = buckets;
  const isCut = (at: number) => {
    const { from, to } = bucketSpan(buckets, at);
    return from < span.from || to > span.to;
  };
  const starts = edges
    .map((_, at) => at)
    .filter((at) => at < count && (at === 0 || isCut(at) || isCut(at - 1) || isUnitEdge(buckets, at)));
  return starts.map((first, at) => {
    const end = starts[at + 1] ?? count;
    const from = Math.max(bucketSpan(buckets, first).from, span.from);
    return { first, end, span: { from, to: Math.min(bucketSpan(buckets, end - 1).to, span.to) } };
  });
}
