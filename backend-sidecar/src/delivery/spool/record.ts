import { type Checkpoint } from '../../checkpoint/position.ts';
import { type Item, sizeOf } from '../item.ts';

/** The first record of a spool: all up to here was delivered, and all from here on follows. */
export interface Start {
  after: Checkpoint;
}

/** What is kept of an item: all but the clock of a process that may be gone. */
export function writeItem({ sequence, entry, recordedNs, scope, position, resume }: Item): string {
  const { timestampNs, ...rest } = entry;
  const times = { ns: String(timestampNs), recorded: String(recordedNs) };
  return JSON.stringify({ sequence, entry: rest, ...times, scope, position, resume });
}

interface Kept {
  sequence: number;
  entry: Omit<Item['entry'], 'timestampNs'>;
  ns: string;
  recorded: string;
  scope: string;
  position?: Item['position'];
  resume?: Item['resume'];
}

/** The item, or the start, that a record holds. */
export function readRecord(payload: string): Item | Start {
  const kept = JSON.parse(payload) as Kept | Start;
  if ('after' in kept) {
    return kept;
  }
  const entry = { ...kept.entry, timestampNs: BigInt(kept.ns) };
  return {
    sequence: kept.sequence,
    entry,
    bytes: sizeOf(entry),
    recordedNs: BigInt(kept.recorded),
    receivedMs: performance.now(),
    scope: kept.scope,
    ...(kept.position && { position: kept.position }),
    ...(kept.resume && { resume: kept.resume }),
  };
}
