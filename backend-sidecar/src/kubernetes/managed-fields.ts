import { type Event, nanosOf } from '@kubernetes-events/event';

/**
 * Drops an object's managed fields, which are most of it in memory and of which only the newest time is used: when the API
 * server took the object. Changes the object that it is given.
 */
export function trimManagedFields(event: Event): Event {
  const { metadata } = event;
  if (Array.isArray(metadata?.managedFields)) {
    metadata.managedFields = newest(metadata.managedFields);
  }
  return event;
}

function newest(fields: readonly unknown[]): unknown[] {
  let latest: { time: unknown; nanos: bigint } | undefined;
  for (const field of fields) {
    const time = (field as { time?: unknown } | null)?.time;
    const nanos = nanosOf(time);
    if (nanos !== undefined && (!latest || nanos > latest.nanos)) {
      latest = { time, nanos };
    }
  }
  return latest ? [{ time: latest.time }] : [];
}
