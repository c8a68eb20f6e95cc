/**
 * How far a watch's events are delivered: all up to and including `version` are.
 *
 * While a list is being delivered (sorted by version), `list` tells which: after a crash the rest of that very list is
 * asked for again, so that what is pushed once more is the same, and what was not yet is not missed.
 */
export interface Position {
  version: string;
  list?: ListInProgress;
}

export interface ListInProgress {
  /** The list's own resourceVersion. */
  version: string;
  why: ListReason;
}

/**
 * Why everything is listed: nothing was known (`backfill`), the last version known is too old to watch from (`gap`),
 * or the API server's versions went back (`reset`).
 */
export type ListReason = 'backfill' | 'gap' | 'reset';

/** A watch's scope: a namespace, or {@link ALL_NAMESPACES}. */
export type Scope = string;
export const ALL_NAMESPACES: Scope = '*';

/** Each scope's position: what is kept across restarts and handed to the next leader. */
export type Checkpoint = Record<Scope, Position>;
