import { type Event, nanosOf, type ObjectMeta, text } from '@kubernetes-events/event';

/** When an object's revision came about: the newest time of its managed fields and its creation; empty if it has none. */
export function newestTime(metadata: ObjectMeta | null | undefined): string {
  let newest = later('', metadata?.creationTimestamp);
  for (const field of managedFieldsOf(metadata)) {
    newest = later(newest, field?.time);
  }
  return newest;
}

/**
 * Drops an object's managed fields, which are most of it in memory and of which only the newest time is used: when the API
 * server took the object. Changes the object that it is given.
 */
export function trimManagedFields(event: Event): Event {
  const { metadata } = event;
  if (Array.isArray(metadata?.managedFields)) {
    const time = managedFieldsOf(metadata).reduce((newest, field) => later(newest, field?.time), '');
    metadata.managedFields = time ? [{ time }] : [];
  }
  return event;
}

function managedFieldsOf(metadata: ObjectMeta | null | undefined): ReadonlyArray<{ time?: unknown } | null> {
  return Array.isArray(metadata?.managedFields) ? (metadata.managedFields as Array<{ time?: unknown } | null>) : [];
}

/** The later of two times; the first where the other one is no time, or the same. */
function later(time: string, other: unknown): string {
  return (nanosOf(other) ?? 0n) > (nanosOf(time) ?? 0n) ? text(other) : time;
}
