/** The value that `share` of the values are at or below (nearest rank); NaN where there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** What `value` is of `base`; undefined where either is no number, or the base is 0. */
export function ratio(value: number | undefined, base: number | undefined): number | undefined {
  return value === undefined || base === undefined || !Number.isFinite(value) || !Number.isFinite(base) || base === 0
    ? undefined
    : value / base;
}
