import { type Event, nanosOf } from '@kubernetes-events/event';
import { type KeptEvent } from '../events/kept-event.ts';
import { goSort } from './go-sort.ts';

/** When `kubectl events` takes an event to have been seen last, in nanoseconds since the epoch; 0 where it is not told. */
export function lastSeenNs({ series, lastTimestamp, eventTime }: Event): bigint {
  return (series ? nanosOf(series.lastObservedTime) : (nanosOf(lastTimestamp) ?? nanosOf(eventTime))) ?? 0n;
}

/** Source: https://github.com/kubernetes/kubectl/blob/v0.37.2/pkg/cmd/events/events.go (`SortableEvents`). */
export function byLastSeen(list: readonly KeptEvent[]): KeptEvent[] {
  const timed = list.map((kept) => ({ kept, ns: lastSeenNs(kept.event) }));
  return goSort(timed, (a, b) => a.ns < b.ns).map(({ kept }) => kept);
}
