/** Buckets in which far more happened than is usual in this range. */
export interface Burst {
  /** The first and last bucket of it. */
  from: number;
  to: number;
  /** How many times the usual rate its highest bucket has. */
  times: number;
}

const AT_LEAST_TIMES = 4;
const AT_LEAST_COUNT = 8;
const AT_LEAST_USUAL = 0.5;
/** From fewer, nobody can say what is usual. */
const AT_LEAST_BUCKETS = 6;

/**
 * Bursts, the strongest first. Usual is the median of all buckets, or if most are empty the mean of the rest, so that one
 * burst does not lift what it is measured by.
 *
 * @param start the first bucket that has data, whatever is filtered: what was before it is not known
 */
export function burstsOf(counts: readonly number[], start = 0): Burst[] {
  const known = counts.slice(start);
  if (known.length < AT_LEAST_BUCKETS) {
    return [];
  }
  const usual = usualRate(known);
  // Against next to nothing anything is a burst.
  if (usual < AT_LEAST_USUAL) {
    return [];
  }
  const bursts: Burst[] = [];
  counts.forEach((count, at) => {
    if (count < AT_LEAST_COUNT || count < usual * AT_LEAST_TIMES) {
      return;
    }
    const last = bursts.at(-1);
    if (last?.to === at - 1) {
      last.to = at;
      last.times = Math.max(last.times, count / usual);
    } else {
      bursts.push({ from: at, to: at, times: count / usual });
    }
  });
  return bursts.sort((a, b) => b.times - a.times);
}

function usualRate(counts: readonly number[]): number {
  const sorted = [...counts].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  if (median > 0) {
    return median;
  }
  const calm = sorted.slice(0, Math.floor(sorted.length * 0.9));
  return calm.reduce((sum, n) => sum + n, 0) / Math.max(calm.length, 1);
}
