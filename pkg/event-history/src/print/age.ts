const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

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

/** Milliseconds in kubectl's words: `59s`, `2m5s`, `10m`, `3h20m`, `26h`, `5d2h`, `3y40d`. */
export function humanDuration(ms: number): string {
  const seconds = Math.trunc(ms / SECOND);
  if (seconds < 0) {
    return seconds < -1 ? '<invalid>' : '0s';
  }
  if (seconds < 120) {
    return `${seconds}s`;
  }
  const minutes = Math.floor(ms / MINUTE);
  if (minutes < 180) {
    return minutes < 10 ? withRest(minutes, 'm', seconds % 60, 's') : `${minutes}m`;
  }
  const hours = Math.floor(ms / HOUR);
  return hours < 48 ? (hours < 8 ? withRest(hours, 'h', minutes % 60, 'm') : `${hours}h`) : inDays(hours);
}

function inDays(hours: number): string {
  const days = Math.floor(hours / 24);
  if (days < 8) {
    return withRest(days, 'd', hours % 24, 'h');
  }
  if (days < 365 * 2) {
    return `${days}d`;
  }
  const years = Math.floor(days / 365);
  return days < 365 * 8 ? withRest(years, 'y', days % 365, 'd') : `${years}y`;
}

function withRest(whole: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${whole}${unit}` : `${whole}${unit}${rest}${restUnit}`;
}
