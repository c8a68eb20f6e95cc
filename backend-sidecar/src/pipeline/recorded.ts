import { type Event, nanosOf, text } from '@kubernetes-events/event';
import { newestTime } from '../kubernetes/managed-fields.ts';

/**
 * When the API server took this revision, in nanoseconds since the epoch, with the revision's last digits below the
 * millisecond, so that a second push is the same entry; 0 if that is not known.
 */
export function recordedAt({ metadata }: Event): bigint {
  const newest = nanosOf(newestTime(metadata));
  return newest === undefined ? 0n : newest + lastDigits(metadata?.resourceVersion);
}

function lastDigits(version: unknown): bigint {
  return BigInt(/\d{1,6}$/.exec(text(version))?.[0] ?? 0);
}
