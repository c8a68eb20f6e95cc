/**
 * Loki answers a long range in pieces that begin on the hour (`split_queries_by_interval`), and reads the chunks of each
 * piece again: a part that begins between two hours costs as much as one that begins with the first of them.
 */
export const SPLIT_MS = 3_600_000;

/** Buckets of a range: where each begins, in milliseconds, and how long one is. */
export interface SplitBuckets {
  edgeAt(bucket: number): number;
  step: number;
}

/** The first bucket of the part of about `size` buckets that ends before the bucket `left`: it begins on the hour. */
export function startOnSplit(buckets: SplitBuckets, left: number, size: number): number {
  const wanted = Math.max(0, left - size);
  let later = wanted;
  while (later < left && !isOnSplit(buckets, later)) {
    later++;
  }
  if (left - later >= size / 2) {
    return later;
  }
  let earlier = wanted;
  while (earlier > 0 && !isOnSplit(buckets, earlier)) {
    earlier--;
  }
  return earlier;
}

const isOnSplit = ({ edgeAt, step }: SplitBuckets, bucket: number): boolean =>
  step >= SPLIT_MS || edgeAt(bucket) % SPLIT_MS === 0;

/**
 * How long after a bucket's start, at least, the instant is to be that counts it. Loki answers the instants of an hour
 * together: those of an hour's buckets are of one hour if each is as far behind its bucket as an hour is long. No cache
 * of Loki's takes such an instant for past too soon.
 */
export const instantAfter = (step: number): number => Math.max(step, SPLIT_MS);
