/**
 * Rate limits: an object's events of one reason beyond a number in a window of time are merged into one entry.
 *
 * Promised: the increments of all entries add up to what happened, through restarts and changes of the leader, and a revision
 * that is read again gives the same entries. Both come from two rules:
 * - Windows are cut from the time at which the API server took a revision, never from the time of reading.
 * - The position does not move into a window before the window has ended and all of it is on its way: whoever resumes there
 *   reads the whole window again, and comes to the same entries.
 *
 * A window ends once the watch has read something that is {@link GRACE_MS} newer, or once nothing was read for as long.
 * A revision that comes later still, as after a break in the connection, counts in the next window.
 */
import { type Entry, type Event, text } from '@kubernetes-events/event';
import { type Config } from '../config/schema.ts';
import { type Position } from '../checkpoint/position.ts';
import { type Item } from '../delivery/item.ts';
import { type Filter, matcher } from './filter.ts';

/** How much later than its end a window is closed: clocks of API servers differ, and what they write takes a moment to come. */
export const GRACE_MS = 3_000;

/** Objects and reasons beyond this many in the window of a rule are not limited: memory keeps an entry of each. */
export const MOST_LIMITED = 5_000;

/** A version that no event is older than. */
const OLDEST = '1';

/** What is sent once its window ends: the last one's entry, with the increment of all that were merged. */
export interface Merged<Revision> {
  revision: Revision;
  entry: Entry;
  tenant: string | undefined;
}

/** The revisions of one rule in one stretch of time. */
interface Window<Revision> {
  endMs: number;
  /** When it ends at the latest if nothing more is read, on the monotonic clock. */
  closesMs: number;
  objects: Map<string, { sent: number; merged?: Merged<Revision> }>;
}

interface Limit<Revision> {
  matches: Filter;
  max: number;
  perMs: number;
  window?: Window<Revision> | undefined;
  /** No revision counts in a window before this: it is the newest that was read, or the end of a window that is closed. */
  sinceMs: number;
}

interface HeldPosition {
  position: Position;
  /** Safe once all windows that end up to here are closed. */
  untilMs: number;
}

/** The rate limits in one scope. */
export class RateLimits<Revision> {
  readonly #limits: ReadonlyArray<Limit<Revision>>;
  readonly #positions: HeldPosition[] = [];
  /** The last one that was. */
  #safe: Position | undefined;
  #turns = 0;
  #turn = Promise.resolve();

  /** @param resumed where the watch resumes */
  constructor(rules: Config['rateLimits'], resumed?: Position) {
    this.#safe = resumed;
    this.#limits = rules.map(({ match, max, per }) => ({ matches: matcher(match), max, perMs: per, sinceMs: 0 }));
  }

  get isBusy(): boolean {
    return this.#turns > 0;
  }

  /** Does one thing after the other: a position is safe only once what was merged before it is on its way. */
  async inTurn(work: () => Promise<void>): Promise<void> {
    this.#turns++;
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    try {
      await turn;
    } finally {
      this.#turns--;
    }
  }

  /** Ends the windows that are over when this revision is read; what was merged in them is to be sent before it. */
  endedBy(event: Event, recordedMs: number): Array<Merged<Revision>> {
    const own = this.#limitOf(event);
    const isOver = (limit: Limit<Revision>, { endMs }: Window<Revision>): boolean =>
      endMs + GRACE_MS <= recordedMs || (limit === own && endMs <= recordedMs);
    return this.#end(isOver);
  }

  /** Ends the windows that are over if nothing was left to read until now, on the monotonic clock. */
  endedAt(nowMs: number): Array<Merged<Revision>> {
    return this.#end((_, { closesMs }) => closesMs <= nowMs);
  }

  /** Ends all windows. */
  endAll(): Array<Merged<Revision>> {
    return this.#end(() => true);
  }

  /**
   * Keeps a revision that is over the limit; returns whether it did. Otherwise it is to be sent.
   *
   * @param recordedMs when the API server took the revision, since the epoch; not limited if that is not known
   * @param nowMs on the monotonic clock
   */
  holds(event: Event, revision: Merged<Revision>, recordedMs: number, nowMs: number): boolean {
    const limit = this.#limitOf(event);
    if (!limit || recordedMs <= 0) {
      return false;
    }
    limit.sinceMs = Math.max(recordedMs, limit.sinceMs);
    const { objects } = (limit.window ??= windowAt(limit, nowMs));
    const key = keyOf(event);
    const known = objects.get(key);
    if (!known) {
      if (objects.size < MOST_LIMITED) {
        objects.set(key, { sent: 1 });
      }
      return false;
    }
    if (known.sent < limit.max) {
      known.sent++;
      return false;
    }
    known.merged = known.merged ? mergedOf(known.merged, revision) : revision;
    return true;
  }

  /** The position that is safe now, if any: this one, or the start of a first list. Else it is kept for {@link safe}. */
  reaches(position: Position): Position | undefined {
    const last = this.#positions.at(-1);
    const untilMs = Math.max(last?.untilMs ?? 0, ...this.#ends());
    if (untilMs === 0) {
      return (this.#safe = position);
    }
    if (last?.untilMs === untilMs) {
      this.#positions.pop();
    }
    this.#positions.push({ position, untilMs });
    if (this.#safe || !position.list || position.parts) {
      return undefined;
    }
    // Another list would have other counts.
    return (this.#safe = { ...position, version: OLDEST });
  }

  /** The last position that is safe, if any became so: call it once everything that was merged is on its way. */
  safe(): Position | undefined {
    const openMs = Math.min(...this.#ends());
    const next = this.#positions.findIndex(({ untilMs }) => untilMs >= openMs);
    const last = this.#positions.splice(0, next < 0 ? this.#positions.length : next).at(-1);
    this.#safe = last?.position ?? this.#safe;
    return last?.position;
  }

  /** What an entry at this position says of positions, for the spool. */
  placeOf(position: Position | undefined): Pick<Item, 'position' | 'resume'> {
    return this.#positions.length === 0 && this.#ends().length === 0 ? { position } : { resume: this.#safe };
  }

  #limitOf(event: Event): Limit<Revision> | undefined {
    return this.#limits.find(({ matches }) => matches(event));
  }

  /** When the open windows end. */
  #ends(): number[] {
    return this.#limits.flatMap(({ window }) => window?.endMs ?? []);
  }

  #end(isOver: (limit: Limit<Revision>, window: Window<Revision>) => boolean): Array<Merged<Revision>> {
    return this.#limits.flatMap((limit) => {
      const { window } = limit;
      if (!window || !isOver(limit, window)) {
        return [];
      }
      limit.window = undefined;
      limit.sinceMs = Math.max(limit.sinceMs, window.endMs);
      return [...window.objects.values()].flatMap(({ merged }) => merged ?? []);
    });
  }
}

/** The window of the newest revision that was read. */
function windowAt<Revision>({ sinceMs, perMs }: Limit<Revision>, nowMs: number): Window<Revision> {
  const endMs = (Math.floor(sinceMs / perMs) + 1) * perMs;
  return { endMs, closesMs: nowMs + (endMs - sinceMs) + GRACE_MS, objects: new Map() };
}

/** Everything that counts of occurrences distinguish: merging changes none of them. */
function keyOf({
  type,
  reason,
  metadata,
  involvedObject,
  source,
  reportingComponent,
  reportingInstance,
}: Event): string {
  const { kind, name, uid } = involvedObject ?? {};
  const host = source?.host ?? reportingInstance;
  const component = source?.component ?? reportingComponent;
  return [metadata?.namespace, kind, name, uid, type, reason, component, host].map(text).join('\0');
}

/** The later one, with the increments of both. */
function mergedOf<Revision>({ entry: { metadata } }: Merged<Revision>, later: Merged<Revision>): Merged<Revision> {
  const increment = Number(metadata.increment ?? 1) + Number(later.entry.metadata.increment ?? 1);
  const entry = { ...later.entry, metadata: { ...later.entry.metadata, increment: String(increment) } };
  return { ...later, entry };
}
