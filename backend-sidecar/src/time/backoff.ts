/** Bounds of the wait between attempts, in milliseconds. */
export interface BackoffRange {
  firstMs: number;
  longestMs: number;
}

/**
 * How long to wait before attempt number `failures + 1`: doubled each time up to the longest, and between half of that
 * and all of it, so that many clients do not come back at once.
 *
 * @param random 0 ≤ random < 1
 */
export function backoffMs(failures: number, { firstMs, longestMs }: BackoffRange, random: number): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return full * (0.5 + random / 2);
}
