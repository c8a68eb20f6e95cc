import { type Item } from './item.ts';

export interface QueueLimits {
  maxBytes: number;
  maxEntries: number;
}

/**
 * A bounded first-in first-out queue between the watch and one sink. Whoever puts into a full one waits; one entry
 * larger than all of it is taken when it is empty.
 */
export class Queue {
  readonly #limits: QueueLimits;
  #items: Item[] = [];
  #first = 0;
  #bytes = 0;
  #putters: Array<() => void> = [];
  #takers: Array<() => void> = [];

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  get length(): number {
    return this.#items.length - this.#first;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get isFull(): boolean {
    return this.length > 0 && (this.#bytes >= this.#limits.maxBytes || this.length >= this.#limits.maxEntries);
  }

  /** Resolves once the item is in the queue; false when the signal fires first. */
  async put(item: Item, signal: AbortSignal): Promise<boolean> {
    while (this.isFull && !signal.aborted) {
      await until(this.#putters, signal);
    }
    if (signal.aborted) {
      return false;
    }
    this.#items.push(item);
    this.#bytes += item.bytes;
    wake(this.#takers);
    return true;
  }

  /** Resolves when there is something to take, or the signal fires. */
  async ready(signal: AbortSignal): Promise<void> {
    while (this.length === 0 && !signal.aborted) {
      await until(this.#takers, signal);
    }
  }

  /** The oldest items, up to so many bytes, and at least one where there is one. */
  take(maxBytes: number): Item[] {
    let end = this.#first;
    let bytes = 0;
    for (let item = this.#items[end]; item && (bytes === 0 || bytes + item.bytes <= maxBytes);) {
      bytes += item.bytes;
      item = this.#items[++end];
    }
    const taken = this.#items.slice(this.#first, end);
    this.#first = end;
    this.#bytes -= bytes;
    if (this.#first > 1024 || this.#first === this.#items.length) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    wake(this.#putters);
    return taken;
  }
}

function wake(waiting: Array<() => void>): void {
  for (const resolve of waiting.splice(0)) {
    resolve();
  }
}

function until(waiting: Array<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      signal.removeEventListener('abort', done);
      resolve();
    };
    signal.addEventListener('abort', done, { once: true });
    waiting.push(done);
  });
}
