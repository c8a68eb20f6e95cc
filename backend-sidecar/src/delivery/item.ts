import { type Entry } from '@kubernetes-events/event';
import { type Position, type Scope } from '../checkpoint/position.ts';

/** An entry on its way to the sinks. */
export interface Item {
  /** Counts up by one an entry. */
  sequence: number;
  entry: Entry;
  /** About what it costs in memory and on the wire, in bytes. */
  bytes: number;
  /**
   * When the API server took this revision, in nanoseconds since the epoch: an event's own time may be one that Loki
   * refuses, and this one, too, is a function of the revision. 0 if unknown.
   */
  recordedNs: bigint;
  /** When it was read, on the monotonic clock, in milliseconds. */
  receivedMs: number;
  scope: Scope;
  /** Of Loki, if there are several. */
  tenant?: string | undefined;
  listed?: boolean;
  /** Where its watch is once this entry is delivered. */
  position?: Position | undefined;
  /** Where its watch resumes if this is the last entry that is kept; set if {@link position} is not. */
  resume?: Position | undefined;
}

/** About what an entry is on the wire, in bytes. */
export function sizeOf({ line, labels, metadata }: Entry): number {
  let bytes = Buffer.byteLength(line) + 64;
  for (const fields of [labels, metadata]) {
    for (const name in fields) {
      bytes += name.length + fields[name]!.length + 4;
    }
  }
  return bytes;
}
