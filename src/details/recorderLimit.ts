import { type EventRecord, OWN_COMPONENT } from '@kubernetes-events/event';

/**
 * Kubernetes' recorder of core/v1 events lets a component send this many of a type about one object, then one more each
 * time. It drops the others; the count of an event includes the repeats of it that were dropped.
 *
 * Source: https://github.com/kubernetes/client-go/blob/v0.37.2/tools/record/events_cache.go (defaultSpamBurst, defaultSpamQPS)
 */
export const BURST = 25;
export const REFILL_MS = 300_000;

/** With no more than this left, some events may have been dropped: a collector does not see each write of a busy object. */
export const CLOSE = 5;

/**
 * Whether the component of an event came close to that limit, as far as its events about the object show it: what it
 * dropped is not among them.
 *
 * @param records events about the object up to this one, in any order
 */
export function isNearLimit(record: EventRecord, records: readonly EventRecord[]): boolean {
  if (!isRecorded(record)) {
    return false;
  }
  const own = [record, ...records].filter((other) => isRecorded(other) && sourceOf(other) === sourceOf(record));
  return Math.floor(Math.min(leftInBurst(own), leftInTotal(own))) <= CLOSE;
}

/** The recorder of events.k8s.io, whose events have an action, has no such limit; nor has the collector. */
function isRecorded({ component, action }: EventRecord): boolean {
  return component !== '' && component !== OWN_COMPONENT && action === '';
}

/** Each of these has a limit of its own (getSpamKey). */
function sourceOf({ component, host, objectUid, type }: EventRecord): string {
  return JSON.stringify([component, host, objectUid, type]);
}

/** How many events the recorder would still send at worst, by the times of those that are stored. */
function leftInBurst(records: readonly EventRecord[]): number {
  const times = [...new Map(records.map(({ id, timeMs }) => [id, timeMs])).values()].sort((a, b) => a - b);
  let [left, least, last] = [BURST, BURST, times[0] ?? 0];
  for (const time of times) {
    left = Math.min(BURST, left + (time - last) / REFILL_MS) - 1;
    least = Math.min(least, left);
    last = time;
  }
  return least;
}

/** The same by their counts: how many there were since the first of them. With less than none left, some were dropped. */
function leftInTotal(records: readonly EventRecord[]): number {
  const counts = new Map<string, number>();
  let [first, last] = [Infinity, -Infinity];
  for (const { eventUid, event: name, id, count, firstSeen, timeMs } of records) {
    const event = eventUid || name || id;
    counts.set(event, Math.max(count, counts.get(event) ?? 0));
    first = Math.min(first, Date.parse(firstSeen) || timeMs, timeMs);
    last = Math.max(last, timeMs);
  }
  const reported = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return BURST + (last - first) / REFILL_MS - reported;
}
