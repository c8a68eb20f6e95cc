import { type StoredEvent } from './stored-event.ts';
import { isNewer } from './newest.ts';

/** How many events to remember. The one that was added longest ago is forgotten first. */
const MOST = 100_000;

/** Finds revisions that are newer than all earlier ones of their event. */
export class SeenEvents {
  readonly #newest = new Map<string, StoredEvent>();

  /** Whether the revision is new. Remembers it. */
  isNew(event: StoredEvent): boolean {
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
