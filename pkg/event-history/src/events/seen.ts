import { type KeptEvent } from './kept-event.ts';
import { isNewer } from './newest.ts';

/** Events whose newest revision is remembered; those least lately seen are forgotten first. */
const MOST = 100_000;

/** Tells what is new of what comes again: a revision is, that is newer than any of its event before. */
export class SeenEvents {
  readonly #newest = new Map<string, KeptEvent>();

  /** Whether the revision is new; from then on it is not. */
  isNew(event: KeptEvent): boolean {
    const key = event.event.metadata?.uid || `${event.timestampNs} ${event.event.metadata?.name ?? ''}`;
    const known = this.#newest.get(key);
    if (known && !isNewer(event, known)) {
      return false;
    }
    this.#newest.delete(key);
    this.#newest.set(key, event);
    if (this.#newest.size > MOST) {
      this.#newest.delete(this.#newest.keys().next().value ?? '');
    }
    return true;
  }
}
