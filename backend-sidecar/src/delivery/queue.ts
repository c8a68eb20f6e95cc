import { type Item } from './item.ts';
import { type Store } from './store.ts';

export interface QueueLimits {
  maxBytes: number;
  maxEntries: number;
  /** As `maxBytes`, for entries of a list: the API server keeps those that wait, so that memory need not. */
  maxListedBytes?: number;
  shared?: SharedRoom;
}

/** Room that several queues share, beside the limits of each. */
export class SharedRoom {
  bytes = 0;
  entries = 0;
  readonly putters: Array<() => void> = [];
  readonly #limits: Pick<QueueLimits, 'maxBytes' | 'maxEntries'>;

  constructor(limits: Pick<QueueLimits, 'maxBytes' | 'maxEntries'>) {
    this.#limits = limits;
  }

  get isFull(): boolean {
    return this.bytes >= this.#limits.maxBytes || this.entries >= this.#limits.maxEntries;
  }

  add(bytes: number, entries: number): void {
    this.bytes += bytes;
    this.entries += entries;
  }
}

/**
 * A bounded first-in first-out queue between the watch and one sink. Whoever puts into a full one waits; one entry
 * larger than all of it is taken when it is empty.
 */
export class Queue implements Store {
  readonly #limits: QueueLimits;
  #items: Item[] = [];
  #first = 0;
  #bytes = 0;
  readonly #putters: Array<() => void>;
  #takers: Array<() => void> = [];
  readonly #heeded = new WeakSet<AbortSignal>();

  constructor(limits: QueueLimits) {
    this.#limits = limits;
    this.#putters = limits.shared?.putters ?? [];
  }

  get length(): number {
    return this.#items.length - this.#first;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get isFull(): boolean {
    const { maxBytes, maxEntries, shared } = this.#limits;
    return this.length > 0 && (this.#bytes >= maxBytes || this.length >= maxEntries || shared?.isFull === true);
  }

  put(item: Item, signal: AbortSignal): true | Promise<boolean> {
    if (!this.#hasRoom(item) || signal.aborted) {
      return this.#putLater(item, signal);
    }
    this.#keep(item);
    return true;
  }

  async #putLater(item: Item, signal: AbortSignal): Promise<boolean> {
    while (!this.#hasRoom(item) && !signal.aborted) {
      await this.#until(this.#putters, signal);
    }
    if (signal.aborted) {
      return false;
    }
    this.#keep(item);
    return true;
  }

  #hasRoom({ listed }: Item): boolean {
    const { maxListedBytes = Infinity } = this.#limits;
    return !this.isFull && !(listed && this.length > 0 && this.#bytes >= maxListedBytes);
  }

  #keep(item: Item): void {
    this.#items.push(item);
    this.#bytes += item.bytes;
    this.#limits.shared?.add(item.bytes, 1);
    wake(this.#takers);
  }

  /** @param orElse ends the wait, too; looked at when {@link wake} is called */
  async ready(signal: AbortSignal, orElse: () => boolean = () => false): Promise<void> {
    while (this.length === 0 && !signal.aborted && !orElse()) {
      await this.#until(this.#takers, signal);
    }
  }

  /** Wakes waiting consumers. */
  wake(): void {
    wake(this.#takers);
  }

  /** All items, left where they are. */
  peek(): Item[] {
    return this.#items.slice(this.#first);
  }

  release(): void {
    // What is taken is not kept.
  }

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
    this.#limits.shared?.add(-bytes, -taken.length);
    if (this.#first > 1024 || this.#first === this.#items.length) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    wake(this.#putters);
    return taken;
  }

  /** Resolves when consumers are woken or the signal fires. One listener serves all waits. */
  #until(waiting: Array<() => void>, signal: AbortSignal): Promise<void> {
    if (!this.#heeded.has(signal)) {
      this.#heeded.add(signal);
      const wakeAll = (): void => {
        wake(this.#putters);
        wake(this.#takers);
      };
      // Once: whoever still holds a signal that fired does not hold the queue with it.
      signal.addEventListener('abort', wakeAll, { once: true });
    }
    return new Promise((resolve) => waiting.push(resolve));
  }
}

function wake(waiting: Array<() => void>): void {
  if (waiting.length === 0) {
    return;
  }
  for (const resolve of waiting.splice(0)) {
    resolve();
  }
}
