import { dateTimeForTimeZone, getZone } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { DAY, MINUTE } from './units';

/** Whether Grafana knows this time zone: `browser`, `utc`, or a name of the IANA database. */
export const isTimeZone = (name: string): boolean => name === 'browser' || name === 'utc' || Boolean(getZone(name));

/** The time zone by a name that means the same to everybody: the browser's by its IANA name. */
export const namedZone = (timeZone: TimeZone): string =>
  timeZone === 'browser' ? Intl.DateTimeFormat().resolvedOptions().timeZone : timeZone;

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. */
export const utcOffset = (ms: number, timeZone: TimeZone): number =>
  dateTimeForTimeZone(timeZone, ms).utcOffset() * MINUTE;

/** The instant, the given days earlier, at which the zone's clocks showed the same time. */
export const daysBefore = (ms: number, days: number, timeZone: TimeZone): number =>
  dateTimeForTimeZone(timeZone, ms).subtract(days, 'days').valueOf();

/** A stretch of time in which the zone's clocks are not changed, from `from` on and before `to`, in milliseconds. */
export interface Stretch {
  from: number;
  to: number;
  offset: number;
}

/** The stretches with one offset each that a span has in a zone, in order: more than one where clocks change in it. */
export function stretchesOf({ from, to }: { from: number; to: number }, timeZone: TimeZone): Stretch[] {
  const stretches = [{ from, to, offset: utcOffset(from, timeZone) }];
  for (let at = from; at < to; at += DAY) {
    const next = Math.min(at + DAY, to);
    const last = stretches.at(-1);
    const offset = utcOffset(next, timeZone);
    if (last && offset !== last.offset) {
      const change = changeWithin(at, next, last.offset, timeZone);
      last.to = change;
      stretches.push({ from: change, to, offset });
    }
  }
  return stretches;
}

/** The first instant after `before` at which the offset is another one; it is another at `after`. */
function changeWithin(before: number, after: number, offset: number, timeZone: TimeZone): number {
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (utcOffset(middle, timeZone) === offset) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}
