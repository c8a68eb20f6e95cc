import { type Item } from './item.ts';

/** The queue between a watch and a sink: first in, first out. */
export interface Store {
  /** Entries that were put and not taken. */
  readonly length: number;
  readonly bytes: number;
  /**
   * `true` at once if there is room for the item; else a promise that resolves once it is kept, or with false when
   * the signal fires first. Waiting is the exception: an event costs no promise.
   */
  put(item: Item, signal: AbortSignal): true | Promise<boolean>;
  /** Resolves when there is something to take, or the signal fires. */
  ready(signal: AbortSignal): Promise<void>;
  /** The oldest items, up to the given number of bytes, and at least one if there is one. */
  take(maxBytes: number): Item[];
  /** These items are delivered, and all that were taken up to this number. */
  release(delivered: readonly Item[], sequence: number): void;
}
