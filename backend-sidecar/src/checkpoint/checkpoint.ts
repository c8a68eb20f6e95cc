import * as z from 'zod';
import { compareVersions } from '../watch/version.ts';
import { ALL_NAMESPACES, type Checkpoint, type Position, type Scope } from './position.ts';

const VERSION = z.string().regex(/^[1-9]\d*$/);
const POSITION = z.object({
  version: VERSION,
  list: z.object({ version: VERSION, why: z.enum(['backfill', 'gap', 'reset']) }).optional(),
});
const CHECKPOINT = z.record(z.string(), POSITION);

/** A checkpoint as text: JSON, one position a scope. */
export function writeCheckpoint(checkpoint: Checkpoint): string {
  return JSON.stringify(checkpoint);
}

/** The checkpoint that a text holds; none where it is empty or not ours to read. */
export function readCheckpoint(text: string | undefined): Checkpoint {
  try {
    return CHECKPOINT.parse(JSON.parse(text || '{}')) as Checkpoint;
  } catch {
    return {};
  }
}

/** Where a scope's watch goes on, and what of it was delivered under other scopes before. */
export interface Resumption {
  position: Position | undefined;
  /** Namespace → a version: up to it, that namespace's events are delivered. */
  floors: Record<string, string>;
}

/**
 * Where to go on in a scope. The configured namespaces may have changed: a namespace was covered by a watch of all; and
 * all are covered up to the oldest of the namespaces that were watched.
 */
export function resume(checkpoint: Checkpoint, scope: Scope): Resumption {
  const own = checkpoint[scope];
  if (own) {
    return { position: own, floors: {} };
  }
  if (scope !== ALL_NAMESPACES) {
    return { position: checkpoint[ALL_NAMESPACES], floors: {} };
  }
  const floors = Object.fromEntries(Object.entries(checkpoint).map(([name, { version }]) => [name, version]));
  const [oldest] = Object.values(floors).sort(compareVersions);
  return { position: oldest === undefined ? undefined : { version: oldest }, floors };
}
