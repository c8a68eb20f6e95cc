import { setTimeout as delay } from 'node:timers/promises';
import { seen } from './loki.ts';

/** How long after an answer Loki is asked again: it is a third of what the shortest latency takes. */
const PAUSE_MS = 2;

/** Asks Loki again and again, and notes when it first answers with each event of a marker. */
export class Sightings {
  /** Event number → when, on the monotonic clock. */
  readonly seenMs = new Map<number, number>();
  readonly #ended = new AbortController();
  readonly #asking: Promise<void>;

  constructor(loki: string, selector: string, marker: string) {
    this.#asking = this.#ask(loki, selector, marker);
    this.#asking.catch(() => undefined);
  }

  async #ask(loki: string, selector: string, marker: string): Promise<void> {
    while (!this.#ended.signal.aborted) {
      for (const number of await seen(loki, selector, marker)) {
        if (!this.seenMs.has(number)) {
          this.seenMs.set(number, performance.now());
        }
      }
      await delay(PAUSE_MS);
    }
  }

  /** Waits until so many events were seen, or until nothing new came for so long. */
  async all(events: number, patienceMs: number): Promise<void> {
    let last = -1;
    for (let sinceMs = performance.now(); this.seenMs.size < events && performance.now() - sinceMs < patienceMs;) {
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
