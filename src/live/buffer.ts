import { type EventRecord } from '@kubernetes-events/event';
import { compareNanos } from '../loki/list';

const SHOWN = 2000;
const HELD = 10_000;

/** What a live view has: events newest first, and those that wait until it resumes. */
export interface Buffer {
  shown: EventRecord[];
  held: EventRecord[];
  /** How many were let go of, by Loki or here, without having been shown. */
  dropped: number;
}

export const EMPTY: Buffer = { shown: [], held: [], dropped: 0 };

const newestFirst = (a: EventRecord, b: EventRecord) => compareNanos(b.timestampNs, a.timestampNs);

/** New events in their place; held back instead while the view stands still. No more than can be looked at is kept. */
export function received(buffer: Buffer, records: readonly EventRecord[], still: boolean): Buffer {
  const { shown, held, dropped } = buffer;
  if (!still) {
    return { ...buffer, shown: [...records, ...shown].sort(newestFirst).slice(0, SHOWN) };
  }
  const waiting = [...records, ...held].sort(newestFirst);
  return { shown, held: waiting.slice(0, HELD), dropped: dropped + Math.max(waiting.length - HELD, 0) };
}

/** Shows what was held back, as far as there is room. */
export function released({ shown, held, dropped }: Buffer): Buffer {
  return {
    shown: [...held, ...shown].sort(newestFirst).slice(0, SHOWN),
    held: [],
    dropped: dropped + Math.max(held.length - SHOWN, 0),
  };
}
