/**
 * How far a scope's events are delivered: everything up to and including `version`.
 *
 * `list` is set while a list is delivered sorted by version. A restart asks for that very list and delivers the rest of
 * it, so nothing is missed and what is pushed twice is the same entry.
 *
 * `parts` is set while a list that is too long for that is delivered in key order. A restart lists again and delivers
 * only what is newer than the part that holds it, or than `version` behind the last part.
 */
export interface Position {
  version: string;
  list?: ListInProgress;
  parts?: Part[];
  /** About when that was, as RFC 3339; kept for the watches of pods and of revisions. */
  time?: string;
}

export interface ListInProgress {
  /** The list's own resourceVersion. */
  version: string;
  why: ListReason;
}

/**
 * The keys up to and including `to`, and behind the part before: everything up to `version` is delivered. `list` is set
 * while the part is delivered sorted by version.
 */
export interface Part {
  to: string;
  version: string;
  list?: ListInProgress;
}

/** The version of a position before which nothing is delivered. Older than every resourceVersion. */
export const NOTHING = '0';

/**
 * Why everything is listed: nothing was known (`backfill`), the last version known is too old to watch from (`gap`),
 * or the API server's versions went back (`reset`).
 */
export type ListReason = 'backfill' | 'gap' | 'reset';

/** What a watch covers: the events of a namespace or of {@link ALL_NAMESPACES}, or another resource there (`pods/*`). */
export type Scope = string;
export const ALL_NAMESPACES: Scope = '*';

/** The scope of a resource other than events. No namespace has a slash in its name. */
export function scopeOf(resource: string, namespace: string): Scope {
  return `${resource}/${namespace}`;
}

/** What comes before the namespace in a scope: empty for events. */
export function resourceIn(scope: Scope): string {
  return scope.slice(0, scope.lastIndexOf('/') + 1);
}

export function namespaceIn(scope: Scope): string {
  return scope.slice(scope.lastIndexOf('/') + 1);
}

/** Each scope's position: what is kept across restarts and handed to the next leader. */
export type Checkpoint = Record<Scope, Position>;
