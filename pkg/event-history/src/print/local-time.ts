const two = (n: number): string => String(n).padStart(2, '0');

/** A date in the local time zone: `2026-11-26`. */
export const localDay = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(two).join('-');

/** A time in the local time zone, as `--from` takes it: `2026-11-26 18:04:05`. */
export function localTime(ms: number): string {
  const date = new Date(ms);
  return `${localDay(date)} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}
