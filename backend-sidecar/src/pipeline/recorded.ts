import { type Event, nanosOf, text } from '@kubernetes-events/event';

/**
 * When the API server took this revision: the newest of its managed fields' times and its creation, in nanoseconds
 * since the epoch, with the revision's last digits below the millisecond, so that a second push is the same entry.
 */
export function recordedAt({ metadata }: Event): bigint {
  let newest = nanosOf(metadata?.creationTimestamp) ?? 0n;
  for (const field of Array.isArray(metadata?.managedFields) ? metadata.managedFields : []) {
    const nanos = nanosOf(timeOf(field)) ?? 0n;
    newest = nanos > newest ? nanos : newest;
  }
  return newest === 0n ? 0n : newest + lastDigits(metadata?.resourceVersion);
}

function timeOf(field: unknown): unknown {
  return (field as { time?: unknown } | null)?.time;
}

function lastDigits(version: unknown): bigint {
  return BigInt(/\d{1,6}$/.exec(text(version))?.[0] ?? 0);
}
