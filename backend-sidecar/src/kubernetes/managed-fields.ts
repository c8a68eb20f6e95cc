import { type Event, nanosOf } from '@kubernetes-events/event';

/**
 * The event without what nothing is made of and what is most of it in memory: of its managed fields the newest time is
 * kept, which tells when the API server took it. Changes the event that it is given.
 */
export function slim(event: Event): Event {
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
