import { countOf, type Event } from '@kubernetes-events/event';
import { type ListReason } from '../checkpoint/position.ts';
import { versionOf } from '../checkpoint/resource-version.ts';

/**
 * A count and the version that had it. There are many: where the count is one, as it mostly is, the version stands for
 * both, and a version that fits is a small number, which takes no memory of its own.
 */
type Known = Version | { count: number; version: Version };
type Version = number | string;

const SMALL = /^[1-9]\d{0,8}$/;

function knownVersionOf(event: Event): Version {
  const version = versionOf(event);
  return SMALL.test(version) ? Number(version) : version;
}

/**
 * Each event's last known count, which gives a revision's increment. Bounded: the ones that were quiet longest
 * are forgotten first.
 */
export class Occurrences {
  readonly #known = new Map<string, Known>();
  readonly #limit: number;

  constructor(limit = 100_000) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#known.size;
  }

  /** Notes a revision's count. */
  remember(event: Event): void {
    const uid = event.metadata?.uid;
    if (!uid) {
      return;
    }
    // Deleted first, so that the map is in the order of the last change.
    this.#known.delete(uid);
    const count = countOf(event);
    const version = knownVersionOf(event);
    this.#known.set(uid, count === 1 ? version : { count, version });
    if (this.#known.size > this.#limit) {
      this.#known.delete(this.#known.keys().next().value as string);
    }
  }

  forget(event: Event): void {
    this.#known.delete(event.metadata?.uid ?? '');
  }

  /** Whether this very revision was handed on before. */
  has(event: Event): boolean {
    const known = this.#known.get(event.metadata?.uid ?? '');
    return (typeof known === 'object' ? known.version : known) === knownVersionOf(event);
  }

  /**
   * How many new occurrences a revision represents. With the last count known: the difference. Else all
   * of them if none was recorded earlier (a backfill), and one otherwise: a new event, the old recorder's revisions
   * and a series' first are one each, and after a gap it is never more than happened.
   */
  increment(event: Event, seen: ListReason | 'added' | 'modified'): number {
    const known = this.#known.get(event.metadata?.uid ?? '');
    if (known !== undefined) {
      return Math.max(0, countOf(event) - (typeof known === 'object' ? known.count : 1));
    }
    return seen === 'backfill' ? countOf(event) : 1;
  }
}
