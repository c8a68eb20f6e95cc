import { type Event } from '@kubernetes-events/event';
import { type ListReason, NOTHING, type Position } from '../checkpoint/position.ts';
import { type Failure } from '../kubernetes/failure.ts';
import { type WatchStream } from '../kubernetes/stream.ts';
import { coveredBy, newestOf, type Range } from './covered.ts';

/** Where a watch is. Each state holds what is known in it, and no more. */
export type State =
  /** Nothing was ever delivered, and no backfill is wanted: only the version to watch from is requested. */
  | { name: 'skipping' }
  /**
   * About to resume from a version: has the server reached it? After etcd was restored it may not, and a watch
   * from a version in the future would hang without a word.
   */
  | { name: 'comparing'; version: string; next: State }
  /** Reading what the events' counts were at the version that is resumed from. Nothing of it is delivered. */
  | { name: 'recalling'; version: string; page?: string | undefined }
  /** Reading a list, page by page. */
  | Listing
  /** All up to `version` is delivered or on its way, and no watch is open. */
  | { name: 'listed'; version: string; troubles: Troubles }
  /** Frames are being read. */
  | { name: 'watching'; version: string; troubles: Troubles; stream: WatchStream; openedMs: number };

export interface Listing {
  name: 'listing';
  /** Why, and how events are seen that are not covered. */
  why: ListReason;
  /** What is covered once {@link items} are handed on: only what is newer is new. */
  covered: readonly Range[];
  /** The exact version that the list is to show; else the newest. */
  at?: string | undefined;
  /** The continue token of the next page. */
  page?: string | undefined;
  /** The key that the next page begins behind. */
  last?: string | undefined;
  /** Collected, to be delivered oldest first. */
  items: Listed[];
  /** What is covered without them, and the key that they begin behind. */
  before: { covered: readonly Range[]; last?: string | undefined };
  /** The version of the pages that they are from. */
  version?: string;
  bytes: number;
  /** Whether all of the list is in {@link items}: no part of it had to be handed on before. */
  whole: boolean;
}

/** An event of a list that is to be delivered. */
export interface Listed {
  event: Event;
  seen: ListReason;
}

/** What went wrong since a frame last came: too often, and the events are listed. */
export interface Troubles {
  /** Closes soon after the opening, without a frame. Some servers answer a version that is too old like this. */
  empty: number;
  /** ERROR frames and frames that cannot be read. */
  errors: number;
}

export const NO_TROUBLES: Troubles = { empty: 0, errors: 0 };

/** How a revision came. */
export type Seen = ListReason | 'added' | 'modified';

/** What the collector itself knows of an entry that it makes from another object than an Event. */
export interface Own {
  increment: number;
  /** Structured metadata that other events do not have. */
  metadata: Record<string, string>;
  /** Of the revision of the other object, if it is known. */
  version?: string;
}

/** What a watch hands on, in order. */
export type Output =
  /** A revision to deliver. */
  | { kind: 'revision'; event: Event; seen: Seen; position?: Position; own?: Own }
  /** A revision that was delivered long ago: good for its count only. */
  | { kind: 'recalled'; event: Event }
  /** An event that is no more. */
  | { kind: 'deleted'; event: Event; position: Position }
  /** Every object that there is has been handed on: as a revision, or as recalled. */
  | { kind: 'complete' }
  /** Nothing to deliver up to here. */
  | { kind: 'position'; position: Position }
  /** Something in the place of an event that is none. */
  | { kind: 'unreadable'; value: unknown };

/** What one step gives: what to hand on, the next state, and the trouble to wait out before going on. */
export interface Step {
  state: State;
  outputs?: Output[];
  failure?: Failure;
  /** The server is talking to us: the next failure is a first one. */
  healthy?: boolean;
  /** The server said nothing at all. */
  silent?: boolean;
}

/**
 * The state to begin in, from the position in the checkpoint.
 *
 * @param recalls whether what there was at that position has to be known
 */
export function initialState(position: Position | undefined, backfill: boolean, recalls = true): State {
  if (!position) {
    return backfill ? listing('backfill') : { name: 'skipping' };
  }
  const covered = coveredBy(position);
  const { version, list, parts } = position;
  if (parts || version === NOTHING) {
    const next = listing(version === NOTHING ? 'backfill' : 'gap', covered);
    return { name: 'comparing', version: newestOf(covered), next };
  }
  const resumed: State = recalls ? { name: 'recalling', version } : { name: 'listed', version, troubles: NO_TROUBLES };
  const next = list ? { ...listing(list.why, covered), at: list.version } : resumed;
  return { name: 'comparing', version: newestOf(covered), next };
}

/** A list of everything, of which only what is not covered is handed on. */
export function listing(why: ListReason, covered: readonly Range[] = []): Listing {
  return { name: 'listing', why, covered, before: { covered }, items: [], bytes: 0, whole: true };
}
