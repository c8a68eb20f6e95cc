import { sleep } from '../api/deadline.ts';
import { type Item } from './item.ts';
import { type Permit, type Sink } from './sink.ts';
import { type Store } from './store.ts';

/** The most that is handed to a sink at once, in bytes. */
const BATCH_BYTES = 1024 * 1024;

/** Under load a batch waits this long for company, so that requests stay few. */
const LONGEST_LINGER_MS = 100;
/** Entries a second from which on it waits at all. */
const BUSY_RATE = 50;

/**
 * One sink's queue and the loop that empties it: a batch at a time, in order. A lone entry is handed on at once; what
 * arrives while a batch is under way is the next one.
 */
export class Lane {
  readonly sink: Sink;
  readonly queue: Store;
  readonly #onDelivered: (items: readonly Item[]) => void;
  /** Entries a second, smoothed. */
  #rate = 0;
  #inFlight = 0;
  /** The last entry that is done with. */
  acknowledged = 0;

  constructor(sink: Sink, queue: Store, onDelivered: (items: readonly Item[]) => void) {
    this.sink = sink;
    this.queue = queue;
    this.#onDelivered = onDelivered;
  }

  /** Entries that are not acknowledged yet. */
  get pending(): number {
    return this.queue.length + this.#inFlight;
  }

  /** Runs until the permit ends. */
  async run(permit: Permit): Promise<void> {
    const { signal } = permit;
    let lastMs = performance.now();
    while (!signal.aborted) {
      if (this.queue.length === 0) {
        await this.queue.ready(signal);
      }
      if (this.#rate > BUSY_RATE && this.queue.bytes < BATCH_BYTES) {
        await sleep(Math.min(LONGEST_LINGER_MS, this.#rate / 10), signal);
      }
      if (signal.aborted) {
        return;
      }
      const items = this.queue.take(BATCH_BYTES);
      const nowMs = performance.now();
      this.#rate = smoothed(this.#rate, items.length, nowMs - lastMs);
      lastMs = nowMs;
      if (items.length > 0) {
        await this.#deliver(items, permit);
      }
    }
  }

  async #deliver(items: Item[], permit: Permit): Promise<void> {
    this.#inFlight = items.length;
    try {
      await this.sink.deliver(items, permit);
    } catch (error) {
      if (permit.signal.aborted) {
        return;
      }
      throw error;
    }
    this.#inFlight = 0;
    this.acknowledged = items.at(-1)?.sequence ?? this.acknowledged;
    this.queue.release(this.acknowledged);
    this.#onDelivered(items);
  }
}

/** An average that forgets half of what was a quarter of a second ago. */
function smoothed(rate: number, entries: number, elapsedMs: number): number {
  const weight = 0.5 ** (elapsedMs / 250);
  return rate * weight + (entries / Math.max(elapsedMs, 1)) * 1000 * (1 - weight);
}
