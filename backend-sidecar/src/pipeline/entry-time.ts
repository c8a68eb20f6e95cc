import { type Entry, spellTime } from '@kubernetes-events/event';
import { isoTime } from '../delivery/loki/times.ts';

/**
 * Loki refuses what is an hour behind the newest of its stream, and does not find what is over three hours old until it
 * has left memory (`query_ingesters_within`).
 */
const BEHIND_NS = 3_600_000_000_000n;

/**
 * The entry at the time at which the API server took the revision, where the event's own time is more than an hour
 * before that; its own is kept as `event_time`. A function of the revision, as the entry is.
 */
export function withAcceptedTime(entry: Entry, recordedNs: bigint): Entry {
  if (entry.timestampNs === 0n || entry.timestampNs >= recordedNs - BEHIND_NS) {
    return entry;
  }
  const metadata = { ...entry.metadata, event_time: isoTime(entry.timestampNs) };
  return { ...entry, timestampNs: recordedNs, line: spellTime(entry.line, entry.timestampNs), metadata };
}
