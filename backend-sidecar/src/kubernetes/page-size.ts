import { type Result } from './failure.ts';
import { type Page } from './page.ts';

/**
 * Events a page. A larger page costs the API server less, because etcd counts what is left of the list for each; it
 * costs memory here.
 */
export const PAGE = 2_000;

/** A page that takes longer or has more bytes than this is too large. Requests are ended much later. */
const SLOW_MS = 15_000;
const LARGE_BYTES = 8 * 1024 * 1024;

/**
 * How many items to ask for at once. A request that takes too long ends without an answer, here or at the API server,
 * however often it is repeated: so pages shrink while they are slow, down to one item, and grow again when they are not.
 */
export class PageSize {
  readonly #most: number;
  readonly #now: () => number;
  #items: number;

  /** @param now a monotonic clock, in milliseconds */
  constructor(most: number, now = () => performance.now()) {
    this.#most = most;
    this.#items = most;
    this.#now = now;
  }

  /** Requests a page of the current size, and adjusts the size to the result. */
  async measured(ask: (items: number) => Promise<Result<Page>>): Promise<Result<Page>> {
    const fromMs = this.#now();
    const items = this.#items;
    const answer = await ask(items);
    const tooLarge = this.#now() - fromMs > SLOW_MS || (answer.ok && answer.value.bytes > LARGE_BYTES);
    if (tooLarge) {
      this.#items = Math.max(1, Math.floor(items / 2));
    } else if (answer.ok) {
      this.#items = Math.min(this.#most, items * 2);
    }
    return answer;
  }
}
