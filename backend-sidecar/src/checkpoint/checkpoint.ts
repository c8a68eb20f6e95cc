import { type Event } from '@kubernetes-events/event';
import * as z from 'zod';
import { type LabelSchedule, scheduleOf } from '../stream-labels/schedule.ts';
import { type Ahead, aheadOf } from './ahead.ts';
import {
  ALL_NAMESPACES,
  type Checkpoint,
  namespaceIn,
  NOTHING,
  type Position,
  resourceIn,
  type Scope,
} from './position.ts';
import { compareVersions, versionOf } from './resource-version.ts';

const VERSION = z.string().regex(/^[1-9]\d*$/);
const LIST = z.object({ version: VERSION, why: z.enum(['backfill', 'gap', 'reset']) });
const POSITION = z.object({
  version: z.union([VERSION, z.literal(NOTHING)]),
  list: LIST.optional(),
  parts: z.array(z.object({ to: z.string(), version: VERSION, list: LIST.optional() })).optional(),
  time: z.string().optional(),
});
const CHECKPOINT = z.record(z.string(), POSITION);

/** The keys of the label schedule and of the tenants beside the scopes, none of which begins with a slash. */
const LABELS = '/labels';
const TENANTS = '/tenants';

/** A checkpoint as text: JSON, one position a scope, and the label schedule and the tenants in the form of a position. */
export function writeCheckpoint(checkpoint: Checkpoint, changes: LabelSchedule = [], tenants?: Ahead): string {
  return JSON.stringify({
    ...checkpoint,
    ...(changes.length > 0 && { [LABELS]: { version: NOTHING, changes } }),
    ...(tenants && { [TENANTS]: { version: NOTHING, ...tenants } }),
  });
}

/** The checkpoint that a text holds; none if the text is empty or no checkpoint. */
export function readCheckpoint(text: string | undefined): Checkpoint {
  try {
    const { [LABELS]: _, [TENANTS]: __, ...checkpoint } = CHECKPOINT.parse(JSON.parse(text || '{}'));
    return checkpoint as Checkpoint;
  } catch {
    return {};
  }
}

/** The label schedule in the text of a checkpoint; none if it has none. */
export function readSchedule(text: string | undefined): LabelSchedule {
  return scheduleOf((valueAt(text, LABELS) as { changes?: unknown } | undefined)?.changes);
}

/** What the text of a checkpoint says of tenants. */
export function readAhead(text: string | undefined): Ahead {
  return aheadOf(valueAt(text, TENANTS));
}

function valueAt(text: string | undefined, key: string): unknown {
  try {
    return (JSON.parse(text || '{}') as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** Where a scope's watch resumes, and what earlier scopes have delivered of it. */
export interface Resumption {
  position: Position | undefined;
  /** Namespace → a version: up to it, that namespace's events are delivered. */
  floors: Record<string, string>;
}

/**
 * Where to continue in a scope. The configured namespaces may have changed: a watch of all namespaces covered each one;
 * and all are covered up to the oldest of the namespaces that were watched.
 */
export function resume(checkpoint: Checkpoint, scope: Scope): Resumption {
  const within = Object.entries(checkpoint).filter(([other]) => resourceIn(other) === resourceIn(scope));
  const { [ALL_NAMESPACES]: own, ...namespaces } = Object.fromEntries(
    within.map(([other, position]) => [namespaceIn(other), position])
  );
  if (namespaceIn(scope) !== ALL_NAMESPACES) {
    return { position: namespaces[namespaceIn(scope)] ?? own, floors: {} };
  }
  const [oldest] = Object.values(namespaces).sort((a, b) => compareVersions(a.version, b.version));
  const position = own ?? (oldest && { version: oldest.version, ...(oldest.time && { time: oldest.time }) });
  const ahead = Object.entries(namespaces).filter(
    ([, { version }]) => position && compareVersions(version, position.version) > 0
  );
  return { position, floors: Object.fromEntries(ahead.map(([name, { version }]) => [name, version])) };
}

/** Whether an object's revision was delivered under another scope. */
export function isBelow(object: Event, floors: Resumption['floors']): boolean {
  const floor = floors[object.metadata?.namespace ?? ''];
  const version = versionOf(object);
  return floor !== undefined && version !== '' && compareVersions(version, floor) <= 0;
}

/**
 * A checkpoint for these scopes alone, from which each of them resumes as from the one given. A namespace that is ahead
 * of a watch of all namespaces stays in it until that watch has caught up.
 */
export function carryOver(checkpoint: Checkpoint, scopes: readonly Scope[]): Checkpoint {
  const carried: Checkpoint = {};
  for (const scope of scopes) {
    const { position, floors } = resume(checkpoint, scope);
    if (position) {
      carried[scope] = position;
    }
    for (const namespace of Object.keys(floors)) {
      const ahead = resourceIn(scope) + namespace;
      carried[ahead] ??= checkpoint[ahead]!;
    }
  }
  return carried;
}
