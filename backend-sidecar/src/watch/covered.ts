import { type ListInProgress, type ListReason, NOTHING, type Position } from '../checkpoint/position.ts';
import { compareVersions } from '../checkpoint/resource-version.ts';

/**
 * Keys, and the version up to which their events are handed on. A list of ranges is in key order: each begins behind
 * the one before, and one without `to` is the last and has no end. Keys behind all ranges are not covered.
 *
 * The API server lists in the order of etcd's keys, which is what lets a list continue behind its last key.
 * Source: https://github.com/kubernetes/apiserver/blob/v0.37.2/pkg/storage/continue.go
 */
export interface Range {
  to?: string;
  version: string;
  list?: ListInProgress;
}

/** The range that holds a key; undefined if none does. */
export function rangeOf(covered: readonly Range[], key: string): Range | undefined {
  return covered.find(({ to }) => to === undefined || key <= to);
}

/** Keys behind `from`, or from the start, up to `to`, or to the end. */
export interface Span {
  from: string | undefined;
  to: string | undefined;
}

/** The ranges once a span of keys is covered. */
export function cover(covered: readonly Range[], { from, to }: Span, at: Omit<Range, 'to'>): Range[] {
  const before = covered.filter((range) => range.to !== undefined && from !== undefined && range.to <= from);
  const behind = covered.filter((range) => to !== undefined && (range.to === undefined || range.to > to));
  const last = before.at(-1);
  const continues = last?.version === at.version && !last.list && !at.list;
  return [...(continues ? before.slice(0, -1) : before), to === undefined ? at : { to, ...at }, ...behind];
}

/** The ranges that a span may touch. */
export function touched(covered: readonly Range[], { from }: Span): Range[] {
  return covered.filter(({ to }) => to === undefined || from === undefined || to > from);
}

/** The position to keep for what is covered. */
export function positionOf(covered: readonly Range[]): Position {
  const parts = covered.flatMap(({ to, ...at }) => (to === undefined ? [] : [{ to, ...at }]));
  const rest = covered.find(({ to }) => to === undefined) ?? { version: NOTHING };
  return parts.length > 0 ? { ...rest, parts } : rest;
}

/** What a position says is covered. */
export function coveredBy({ version, list, parts = [] }: Position): Range[] {
  return version === NOTHING ? parts : [...parts, { version, ...(list && { list }) }];
}

/** The newest version of these ranges. */
export function newestOf(covered: readonly Range[]): string {
  return covered.map(({ list, version }) => list?.version ?? version).reduce(later, NOTHING);
}

/** Why a revision in a covered range is new: it was in the list in progress, or came after it. */
export function reasonIn({ list }: Range, version: string): ListReason {
  return list && compareVersions(version, list.version) <= 0 ? list.why : 'gap';
}

/** The later of two versions. */
export function later(a: string, b: string): string {
  return compareVersions(a, b) > 0 ? a : b;
}
