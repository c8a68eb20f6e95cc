import { type Event, nanosOf } from '@kubernetes-events/event';

/** When `kubectl events` takes an event to have been seen last, in nanoseconds since the epoch; 0 where it is not told. */
export function lastSeenNs({ series, lastTimestamp, eventTime }: Event): bigint {
  return (series ? nanosOf(series.lastObservedTime) : (nanosOf(lastTimestamp) ?? nanosOf(eventTime))) ?? 0n;
}
