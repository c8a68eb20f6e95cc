/**
 * How long ago a time was, as kubectl prints it: in one or two units, `<unknown>` without a time, `<invalid>` if it is in
 * the future.
 *
 * Source: https://github.com/kubernetes/apimachinery/blob/v0.37.2/pkg/util/duration/duration.go (`HumanDuration`).
 *
 * @param time in RFC 3339
 */
export function age(time: string | null | undefined, nowMs: number): string {
  return isZero(time) ? '<unknown>' : humanDuration(nowMs - Date.parse(time ?? ''));
}

/** Whether a time of the Kubernetes API is not set. */
export function isZero(time: string | null | undefined): boolean {
  return !time || time.startsWith('0001-01-01T00:00:00') || Number.isNaN(Date.parse(time));
}

/** Units of a duration: up to which number each is used, and below which the next smaller one follows it. */
const UNITS = [
  { unit: 's', ms: 1000, upTo: 120, restBelow: 0 },
  { unit: 'm', ms: 60_000, upTo: 180, restBelow: 10 },
  { unit: 'h', ms: 3_600_000, upTo: 48, restBelow: 8 },
  { unit: 'd', ms: 86_400_000, upTo: 730, restBelow: 8 },
  { unit: 'y', ms: 31_536_000_000, upTo: Infinity, restBelow: 8 },
] as const;

/** Milliseconds in kubectl's words: `59s`, `2m5s`, `10m`, `3h20m`, `26h`, `5d2h`, `3y40d`. */
export function humanDuration(ms: number): string {
  if (ms < 0) {
    return ms <= -2000 ? '<invalid>' : '0s';
  }
  const at = UNITS.findIndex((one) => ms < one.ms * one.upTo);
  const [unit = UNITS[4], smaller = unit] = [UNITS[at], UNITS[at - 1]];
  const whole = Math.floor(ms / unit.ms);
  const rest = whole < unit.restBelow ? Math.floor((ms % unit.ms) / smaller.ms) : 0;
  return `${whole}${unit.unit}${rest > 0 ? `${rest}${smaller.unit}` : ''}`;
}
