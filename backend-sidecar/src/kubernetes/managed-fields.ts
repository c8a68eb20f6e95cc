import { type Event, nanosOf, type ObjectMeta, text } from '@kubernetes-events/event';

/** When an object's revision came about: the newest time of its managed fields and its creation; empty if it has none. */
export function newestTime(metadata: ObjectMeta | null | undefined): string {
  return newestOf([metadata?.creationTimestamp, ...managedTimes(metadata)]);
}

/**
 * Drops an object's managed fields, which are most of it in memory and of which only the newest time is used: when the API
 * server took the object. Changes the object that it is given.
 */
export function trimManagedFields(event: Event): Event {
  const { metadata } = event;
  if (Array.isArray(metadata?.managedFields)) {
    const time = newestOf(managedTimes(metadata));
    metadata.managedFields = time ? [{ time }] : [];
  }
  return event;
}

function managedTimes(metadata: ObjectMeta | null | undefined): unknown[] {
  const fields = Array.isArray(metadata?.managedFields) ? metadata.managedFields : [];
  return fields.map((field) => (field as { time?: unknown } | null)?.time);
}

function newestOf(times: readonly unknown[]): string {
  let [newest, newestNs] = ['', 0n];
  for (const time of times) {
    const nanos = nanosOf(time) ?? 0n;
    if (nanos > newestNs) {
      [newest, newestNs] = [text(time), nanos];
    }
  }
  return newest;
}
