import { type Checkpoint } from '../../checkpoint/position.ts';
import { sleep } from '../../time/sleep.ts';
import { type Item } from '../item.ts';
import { Queue, type QueueLimits } from '../queue.ts';
import { type Store } from '../store.ts';
import { type Spool } from './spool.ts';

export interface SpoolReport {
  spilling(): void;
  drained(): void;
  /** The disk does not take more; the watch is not read until it does. */
  failed(reason: string): void;
}

/** How soon a disk that took nothing is tried again. */
const RETRY_MS = 1_000;

/**
 * A queue in memory that continues on disk when it is full. From then on everything passes through the disk, what was
 * in memory first, until all of it is delivered.
 */
export class SpooledQueue implements Store {
  readonly #queue: Queue;
  readonly #spool: Spool;
  readonly #delivered: () => Checkpoint;
  readonly #report: SpoolReport;
  /** Taken and not yet delivered. */
  #taken: Item[] = [];
  #spilling: boolean;
  #failing = false;

  /** @param delivered what is delivered now: a spool begins there */
  constructor(limits: QueueLimits, spool: Spool, delivered: () => Checkpoint, report: SpoolReport) {
    this.#queue = new Queue(limits);
    this.#spool = spool;
    this.#delivered = delivered;
    this.#report = report;
    this.#spilling = spool.unread > 0;
  }

  get length(): number {
    return this.#queue.length + this.#spool.unread;
  }

  get bytes(): number {
    return this.#queue.bytes + this.#spool.bytes;
  }

  put(item: Item, signal: AbortSignal): true | Promise<boolean> {
    return this.#spilling || this.#queue.isFull ? this.#putLater(item, signal) : this.#queue.put(item, signal);
  }

  async #putLater(item: Item, signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      if (!this.#spilling && !this.#queue.isFull) {
        return this.#queue.put(item, signal);
      }
      if (this.#write(item)) {
        this.#queue.wake();
        return true;
      }
      await sleep(RETRY_MS, signal);
    }
    return false;
  }

  async ready(signal: AbortSignal): Promise<void> {
    if (this.#spool.unread === 0) {
      await this.#queue.ready(signal, () => this.#spool.unread > 0);
    }
  }

  take(maxBytes: number): Item[] {
    const items = this.#spilling ? this.#readBack(maxBytes) : this.#queue.take(maxBytes);
    this.#taken.push(...items);
    return items;
  }

  release(delivered: readonly Item[], sequence: number): void {
    const done = new Set(delivered);
    this.#taken = this.#taken.filter((item) => !done.has(item));
    if (!this.#spilling) {
      return;
    }
    if (this.#spool.unread === 0 && this.#taken.length === 0) {
      this.#spool.clear();
      this.#spilling = false;
      this.#report.drained();
    } else {
      this.#spool.release(sequence);
    }
  }

  #readBack(maxBytes: number): Item[] {
    const items: Item[] = [];
    let bytes = 0;
    while (bytes < maxBytes) {
      const item = this.#spool.read();
      if (!item) {
        break;
      }
      bytes += item.bytes;
      items.push(item);
    }
    return items;
  }

  /** Whether the disk took it. */
  #write(item: Item): boolean {
    try {
      if (this.#spool.isFull) {
        throw new Error('the spool has reached its limit');
      }
      if (!this.#spilling) {
        this.#spill();
      }
      this.#spool.append(item, this.#delivered());
      this.#failing = false;
      return true;
    } catch (error) {
      if (!this.#failing) {
        this.#failing = true;
        this.#report.failed((error as Error).message);
      }
      return false;
    }
  }

  /** Moves entries in memory to the disk, with those being delivered: a crash must not lose any. */
  #spill(): void {
    const inFlight = this.#taken;
    const waiting = this.#queue.peek();
    try {
      for (const item of [...inFlight, ...waiting]) {
        this.#spool.append(item, this.#delivered());
      }
    } catch (error) {
      this.#spool.clear();
      throw error;
    }
    for (let skipped = 0; skipped < inFlight.length; skipped++) {
      this.#spool.read();
    }
    this.#queue.take(Infinity);
    this.#spilling = true;
    this.#report.spilling();
  }
}
