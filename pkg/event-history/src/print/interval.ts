import { type Event } from '@kubernetes-events/event';
import { age, isZero } from './age.ts';

/**
 * When an event occurred, as `kubectl events` and `kubectl describe` print it: `5m`, or `5m (x4 over 20m)`.
 *
 * Source: https://github.com/kubernetes/kubectl/blob/v0.37.2/pkg/cmd/events/event_printer.go (`getInterval`).
 */
export function interval({ eventTime, firstTimestamp, lastTimestamp, series, count }: Event, nowMs: number): string {
  const first = age(isZero(eventTime) ? firstTimestamp : eventTime, nowMs);
  if (series) {
    return `${age(series.lastObservedTime, nowMs)} (x${series.count ?? 0} over ${first})`;
  }
  return (count ?? 0) > 1 ? `${age(lastTimestamp, nowMs)} (x${count} over ${first})` : first;
}
