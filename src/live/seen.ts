import { type EventRecord } from '@kubernetes-events/event';

const REMEMBERED = 60_000;
/** A clock that goes wrong must not make the feed ask for nothing but the future. */
const AHEAD = 1000;

/** Which events have come already: the tail and the queries that fill its gaps bring some twice. */
export class Seen {
  readonly #ids = new Set<string>();
  #newest: number;

  /** @param start nothing before it is asked for, in milliseconds */
  constructor(start: number) {
    this.#newest = start;
  }

  /** The time of the newest event so far, in milliseconds. */
  get newest(): number {
    return this.#newest;
  }

  /** Those that have not come before, in their order. */
  fresh(records: readonly EventRecord[], now: number): EventRecord[] {
    return records.filter(({ id, timeMs }) => {
      if (this.#ids.has(id)) {
        return false;
      }
      this.#ids.add(id);
      this.#forget();
      this.#newest = Math.max(this.#newest, Math.min(timeMs, now + AHEAD));
      return true;
    });
  }

  #forget(): void {
    if (this.#ids.size > REMEMBERED) {
      // A Set keeps the order of insertion: the first is the oldest.
      const [oldest] = this.#ids;
      this.#ids.delete(oldest ?? '');
    }
  }
}
