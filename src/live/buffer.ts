import { type EventRecord } from '@kubernetes-events/event';

const SHOWN = 2000;
const HELD = 10_000;

/** What a live view has: events newest first, and those that wait until it goes on. */
export interface Buffer {
  shown: EventRecord[];
  held: EventRecord[];
  /** How many were let go of, by Loki or here, without having been shown. */
  dropped: number;
}

export const EMPTY: Buffer = { shown: [], held: [], dropped: 0 };

/** New events in front; held back instead while the view stands still. */
export function received(buffer: Buffer, records: readonly EventRecord[], still: boolean): Buffer {
  const known = new Set([...buffer.held, ...buffer.shown].slice(0, HELD).map(({ id }) => id));
  const fresh = records.filter(({ id }) => !known.has(id)).sort((a, b) => (a.timestampNs < b.timestampNs ? 1 : -1));
  if (!still) {
    return { ...buffer, shown: [...fresh, ...buffer.shown].slice(0, SHOWN) };
  }
  const held = [...fresh, ...buffer.held];
  return { ...buffer, held: held.slice(0, HELD), dropped: buffer.dropped + Math.max(held.length - HELD, 0) };
}

/** Shows what was held back. */
export function released({ shown, held, dropped }: Buffer): Buffer {
  return { shown: [...held, ...shown].slice(0, SHOWN), held: [], dropped };
}
