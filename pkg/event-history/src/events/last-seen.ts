import { type Event, nanosOf } from '@kubernetes-events/event';
import { type StoredEvent } from './stored-event.ts';
import { compare } from './compare.ts';

/** When an event last occurred, in nanoseconds since the epoch; 0 if it does not say. */
function lastSeenNs({ series, lastTimestamp, eventTime }: Event): bigint {
  return (series ? nanosOf(series.lastObservedTime) : (nanosOf(lastTimestamp) ?? nanosOf(eventTime))) ?? 0n;
}

/**
 * Events in the order of `kubectl events`, the most recent last.
 *
 * Source: https://github.com/kubernetes/kubectl/blob/v0.37.2/pkg/cmd/events/events.go (`SortableEvents`).
 */
export function byLastSeen(events: readonly StoredEvent[]): StoredEvent[] {
  return events
    .map((stored) => ({ stored, ns: lastSeenNs(stored.event) }))
    .sort((a, b) => compare(a.ns, b.ns))
    .map(({ stored }) => stored);
}
