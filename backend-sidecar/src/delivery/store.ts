import { type Item } from './item.ts';

/** What lies between a watch and a sink: first in, first out. */
export interface Store {
  /** Entries that were put and not taken. */
  readonly length: number;
  readonly bytes: number;
  /** Resolves once the item is kept; false when the signal fires first. */
  put(item: Item, signal: AbortSignal): Promise<boolean>;
  /** Resolves when there is something to take, or the signal fires. */
  ready(signal: AbortSignal): Promise<void>;
  /** The oldest items, up to so many bytes, and at least one where there is one. */
  take(maxBytes: number): Item[];
  /** What was taken up to here is delivered. */
  release(sequence: number): void;
}
