import { type Event } from './event.ts';

const RFC3339 = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9})\d*)?(Z|z|[+-]\d{2}:\d{2})$/;
export const NANOS_A_SECOND = 1_000_000_000n;
/** Loki keeps times as int64 nanoseconds: nothing after 2262-04-11 fits. */
const LAST_SECOND = 9_223_372_036n;

/**
 * An RFC 3339 time as nanoseconds since the epoch, to the last digit given (a `Date` would lose what is below the
 * millisecond). Undefined where the text is no such time, is Go's zero time, or does not fit Loki's range.
 */
export const nanosOf = remembering((time): bigint | undefined => {
  const match = RFC3339.exec(time);
  if (!match) {
    return undefined;
  }
  const [, day, clock, fraction = '', zone] = match;
  const milliseconds = Date.parse(`${day}T${clock}${zone?.toUpperCase()}`);
  if (!(milliseconds > 0)) {
    return undefined;
  }
  const seconds = BigInt(milliseconds / 1000);
  return seconds < LAST_SECOND ? seconds * NANOS_A_SECOND + BigInt(fraction.padEnd(9, '0')) : undefined;
}, undefined);

/**
 * When an event was last seen, in nanoseconds since the epoch: the first that is set of series.lastObservedTime,
 * lastTimestamp, eventTime, firstTimestamp and creationTimestamp; 0 where none is.
 *
 * A time in whole seconds gets its revision's last six digits as nanoseconds: events of one second keep their order,
 * a second push of a revision is the same entry, and the millisecond stays what it was.
 */
export function timestampOf(event: Event): bigint {
  const nanos =
    nanosOf(event.series?.lastObservedTime) ??
    nanosOf(event.lastTimestamp) ??
    nanosOf(event.eventTime) ??
    nanosOf(event.firstTimestamp) ??
    nanosOf(event.metadata?.creationTimestamp);
  if (nanos === undefined) {
    return 0n;
  }
  return nanos % NANOS_A_SECOND === 0n ? nanos + revisionNanos(event.metadata?.resourceVersion) : nanos;
}

/** The last six digits of a resourceVersion, which may be longer than a number holds. */
function revisionNanos(resourceVersion: unknown): bigint {
  return typeof resourceVersion === 'string' && /^\d+$/.test(resourceVersion) ? BigInt(resourceVersion.slice(-6)) : 0n;
}

/** A time as Go prints one (`2020-10-12 08:51:05.25 +0000 UTC`): the form that the flat line has always had. */
export const goTime = remembering((time): string => {
  const match = RFC3339.exec(time);
  if (!match || match[1] === '0001-01-01') {
    return '';
  }
  const [, day, clock, fraction = '', zone = 'Z'] = match;
  const digits = fraction.replace(/0+$/, '');
  const offset = /^z$/i.test(zone) ? '+0000 UTC' : `${zone.replace(':', '')} ${zone.replace(':', '')}`;
  return `${day} ${clock}${digits && `.${digits}`} ${offset}`;
}, '');

/** How many results to cache. */
const REMEMBERED = 256;

/**
 * A function of a time that keeps its latest results: the times of one event, and of those around it, are mostly the
 * same few.
 *
 * @param otherwise the result for what is no string
 */
function remembering<Result>(work: (time: string) => Result, otherwise: Result): (time: unknown) => Result {
  const known = new Map<string, Result>();
  return (time) => {
    if (typeof time !== 'string') {
      return otherwise;
    }
    let result = known.get(time);
    if (result === undefined && !known.has(time)) {
      if (known.size >= REMEMBERED) {
        known.clear();
      }
      result = work(time);
      known.set(time, result);
    }
    return result as Result;
  };
}

/** What {@link goTime} printed, as RFC 3339 again; an empty string for Go's zero time and for what is no time. */
export function fromGoTime(printed: string): string {
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?) ([+-]\d{2})(\d{2}) /.exec(printed);
  if (!match || match[1] === '0001-01-01') {
    return '';
  }
  const [, day, clock, hours, minutes] = match;
  return `${day}T${clock}${hours === '+00' && minutes === '00' ? 'Z' : `${hours}:${minutes}`}`;
}
