import { type Event } from '@kubernetes-events/event';
import { type Failure, type Result } from '../api/failure.ts';
import { type ListReason, type Position } from '../checkpoint/position.ts';

/** Where a watch is. Each state holds what is known in it, and no more. */
export type State =
  /** Nothing was ever delivered, and nothing of before is wanted: only the version to watch from is asked for. */
  | { name: 'skipping' }
  /**
   * About to go on from a version: does the server's own reach it? After etcd was restored it may not, and a watch
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
  why: ListReason;
  /** Only what is newer is delivered. */
  after?: string | undefined;
  /** The exact version that the list is to show; else the newest. */
  at?: string | undefined;
  /** The continue token of the next page. */
  page?: string | undefined;
  /** Without pages: a continue token had expired before. */
  unpaged: boolean;
  /** Collected, to be delivered oldest first. */
  items: Event[];
  bytes: number;
  /** Whether all of the list is in `items`: no part of it had to be delivered on the way. */
  whole: boolean;
}

/** What went wrong since a frame last came: too often, and the events are listed. */
export interface Troubles {
  /** Closes soon after the opening, without a frame. Some servers answer a version that is too old like this. */
  empty: number;
  /** ERROR frames and frames that cannot be read. */
  errors: number;
}

export const NO_TROUBLES: Troubles = { empty: 0, errors: 0 };

/** What a watch hands on, in order. */
export type Output =
  /** A revision to deliver. */
  | { kind: 'revision'; event: Event; seen: ListReason | 'added' | 'modified'; position?: Position }
  /** A revision that was delivered long ago: good for its count only. */
  | { kind: 'recalled'; event: Event }
  /** An event that is no more. */
  | { kind: 'deleted'; event: Event; position: Position }
  /** Nothing to deliver up to here. */
  | { kind: 'position'; position: Position };

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

export interface Page {
  items: Event[];
  version: string;
  next: string | undefined;
  bytes: number;
}

export interface ListQuery {
  limit?: number;
  page?: string | undefined;
  /** An exact version to be shown. */
  at?: string | undefined;
}

/** The API server as a watch sees it. */
export interface EventsApi {
  list(query: ListQuery): Promise<Result<Page>>;
  watch(version: string): Promise<Result<WatchStream>>;
}

export interface Frame {
  type: string;
  object: unknown;
}

export type Read =
  | { kind: 'frames'; frames: Frame[] }
  /** The server ended it. */
  | { kind: 'closed' }
  /** Nothing came for so long that the connection may be dead. */
  | { kind: 'silent' }
  | { kind: 'failed'; failure: Failure };

export interface WatchStream {
  next(): Promise<Read>;
  close(): void;
}

/** The state to begin in, from what was delivered by whoever was here before. */
export function initialState(position: Position | undefined, backfill: boolean): State {
  if (!position) {
    return backfill ? listing('backfill') : { name: 'skipping' };
  }
  const { version, list } = position;
  const next: State = list ? { ...listing(list.why, version), at: list.version } : { name: 'recalling', version };
  return { name: 'comparing', version: list?.version ?? version, next };
}

export function listing(why: ListReason, after?: string): Listing {
  return { name: 'listing', why, after, unpaged: false, items: [], bytes: 0, whole: true };
}
