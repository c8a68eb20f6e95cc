/** Nanoseconds since the epoch as RFC 3339, with all nine digits. */
export function isoTime(ns: bigint): string {
  const seconds = new Date(Number(ns / 1_000_000n)).toISOString().slice(0, 19);
  return `${seconds}.${(ns % 1_000_000_000n).toString().padStart(9, '0')}Z`;
}

/** From `from` to `to`, in milliseconds. */
export function msBetween(from: bigint, to: bigint): number {
  return Number((to - from) / 1_000_000n);
}
