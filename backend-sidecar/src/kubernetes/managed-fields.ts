import { type Event, nanosOf, type ObjectMeta, text } from '@kubernetes-events/event';

/** When an object's revision came about: the newest time of its managed fields and its creation; empty if it has none. */
export function newestTime(metadata: ObjectMeta | null | undefined): string {
  return newestManaged(metadata, later('', metadata?.creationTimestamp));
}

/**
 * Drops an object's managed fields, which are most of it in memory and of which only the newest time is used: when the API
 * server took the object. Changes the object that it is given.
 */
export function trimManagedFields(event: Event): Event {
  const { metadata } = event;
  if (Array.isArray(metadata?.managedFields)) {
    const time = newestManaged(metadata, '');
    metadata.managedFields = time ? [{ time }] : [];
  }
  return event;
}

/** The newest time of the managed fields and of another one. */
function newestManaged(metadata: ObjectMeta | null | undefined, other: string): string {
  const fields: unknown[] = Array.isArray(metadata?.managedFields) ? metadata.managedFields : [];
  return fields.reduce<string>((newest, field) => later(newest, (field as { time?: unknown } | null)?.time), other);
}

/** The later of two times; the first where the other one is no time, or the same. */
function later(time: string, other: unknown): string {
  return (nanosOf(other) ?? 0n) > (nanosOf(time) ?? 0n) ? text(other) : time;
}
