import { setTimeout as delay } from 'node:timers/promises';

/** How long after an answer Loki is asked again: a fraction of what the shortest latency takes. */
const PAUSE_MS = 2;

/** Which events Loki has, of those that were written and not seen yet; it may name others. */
export type Ask = (outstanding: readonly number[]) => Promise<readonly number[]>;

/** Asks Loki again and again, and notes when it first answers with each event. */
export class Arrivals {
  /** Event number → when, on the monotonic clock. */
  readonly seenMs = new Map<number, number>();
  readonly #outstanding = new Set<number>();
  readonly #ended = new AbortController();
  readonly #asking: Promise<void>;

  constructor(ask: Ask) {
    this.#asking = this.#watch(ask);
    this.#asking.catch(() => undefined);
  }

  /** An event of this number is being written. */
  expect(number: number): void {
    this.#outstanding.add(number);
  }

  async #watch(ask: Ask): Promise<void> {
    while (!this.#ended.signal.aborted) {
      if (this.#outstanding.size > 0) {
        for (const number of await ask([...this.#outstanding])) {
          if (this.#outstanding.delete(number)) {
            this.seenMs.set(number, performance.now());
          }
        }
      }
      await delay(PAUSE_MS);
    }
  }

  /** Waits until all expected events have arrived, or until none has arrived for this time. */
  async all(timeoutMs: number): Promise<void> {
    let last = -1;
    for (let sinceMs = performance.now(); this.#outstanding.size > 0 && performance.now() - sinceMs < timeoutMs;) {
      if (this.seenMs.size !== last) {
        last = this.seenMs.size;
        sinceMs = performance.now();
      }
      await delay(10);
    }
  }

  /** @throws what went wrong with a query */
  async end(): Promise<void> {
    this.#ended.abort();
    await this.#asking;
  }
}
