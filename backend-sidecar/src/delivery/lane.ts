import { withDeadline } from '../time/deadline.ts';
import { MovingRate } from '../time/moving-rate.ts';
import { sleep } from '../time/sleep.ts';
import { type Item } from './item.ts';
import { type Permit, type Sink } from './sink.ts';
import { type Store } from './store.ts';

/** The most that is handed to a sink at once, in bytes. */
const BATCH_BYTES = 1024 * 1024;

/** Under load a batch waits this long for company, so that requests stay few. */
const LONGEST_LINGER_MS = 100;
/** Entries a second from which on it waits at all. */
export const BUSY_RATE = 50;
/** Entries that the sink could not deliver are handed over again after this, or with the next ones. */
const AGAIN_MS = 1_000;
/** No more entries than this are delivered past one that is held: their positions are kept until it is delivered. */
const MOST_AHEAD = 500_000;

/**
 * One sink's queue and the loop that empties it: a batch at a time, in order. A lone entry is handed on at once; what
 * arrives while a batch is under way is the next one.
 */
export class Lane {
  readonly sink: Sink;
  /** Undefined if the sink has none. */
  readonly tenant: string | undefined;
  readonly queue: Store;
  readonly #onDelivered: (items: readonly Item[]) => void;
  readonly #rate = new MovingRate();
  #inFlight = 0;
  /** The highest number that was handed over. */
  #last = 0;
  /** Entries that the sink could not deliver yet. */
  #held: readonly Item[] = [];
  /** When the oldest entry that is with the sink was read, on the monotonic clock. */
  #oldestMs = Infinity;
  /** All entries up to this number are delivered. */
  acknowledged = 0;

  constructor(sink: Sink, queue: Store, onDelivered: (items: readonly Item[]) => void, tenant?: string) {
    this.sink = sink;
    this.tenant = tenant;
    this.queue = queue;
    this.#onDelivered = onDelivered;
  }

  /** Entries that are not acknowledged yet. */
  get pending(): number {
    return this.queue.length + this.#inFlight;
  }

  /** How long the oldest entry has waited for the sink, in milliseconds; 0 if none does. */
  lagMs(nowMs: number): number {
    return this.#inFlight > 0 ? nowMs - this.#oldestMs : 0;
  }

  /** Runs until the permit ends. */
  async run(permit: Permit): Promise<void> {
    const { signal } = permit;
    while (!signal.aborted) {
      const isFarAhead = this.#last - this.acknowledged >= MOST_AHEAD;
      if (this.queue.length === 0 || isFarAhead) {
        await this.#ready(isFarAhead, signal);
      }
      const rate = this.#rate.at(performance.now());
      if (rate > BUSY_RATE && this.queue.bytes < BATCH_BYTES) {
        await sleep(Math.min(LONGEST_LINGER_MS, rate / 10), signal);
      }
      if (signal.aborted) {
        return;
      }
      const items = isFarAhead ? [] : this.queue.take(BATCH_BYTES);
      this.#rate.add(items.length, performance.now());
      if (items.length + this.#held.length > 0) {
        await this.#deliver([...this.#held, ...items], permit);
      }
    }
  }

  /** Waits for the next entries, or until those that are held are to be handed over again. */
  async #ready(isFarAhead: boolean, signal: AbortSignal): Promise<void> {
    if (isFarAhead) {
      return sleep(AGAIN_MS, signal);
    }
    if (this.#held.length === 0) {
      return this.queue.ready(signal);
    }
    const wait = withDeadline(signal, AGAIN_MS);
    await this.queue.ready(wait.signal);
    wait.clear();
  }

  async #deliver(items: Item[], permit: Permit): Promise<void> {
    this.#inFlight = items.length;
    this.#oldestMs = items[0]!.receivedMs;
    try {
      this.#held = await this.sink.deliver(items, permit);
    } catch (error) {
      if (permit.signal.aborted) {
        return;
      }
      throw error;
    }
    this.#inFlight = this.#held.length;
    this.#last = Math.max(this.#last, ...items.map(({ sequence }) => sequence));
    this.acknowledged = Math.min(this.#last, ...this.#held.map(({ sequence }) => sequence - 1));
    const held = new Set(this.#held);
    const delivered = held.size > 0 ? items.filter((item) => !held.has(item)) : items;
    this.queue.release(delivered, this.acknowledged);
    this.#onDelivered(delivered);
  }
}
