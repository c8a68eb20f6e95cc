import { type EventRecord } from '@kubernetes-events/event';
import { DEFAULT_BASE, type EventQuery, including, unfiltered } from '@kubernetes-events/logql';
import { bucketStart } from './buckets.ts';
import { NODE_TROUBLE } from './counts.ts';
import { type Problem } from './problem.ts';
import { RESCALED } from './signs.ts';
import { type Store } from './store.ts';

/** At most this many of a problem's events are read. */
export const NEWEST = 300;

export const unique = (values: readonly string[]): string[] => [...new Set(values.filter(Boolean))].sort();

/** The events of a problem's workload. */
export function inWorkload(query: EventQuery, { cluster, namespace, workload, groups }: Problem): EventQuery {
  return {
    ...unfiltered(query),
    filters: [
      including('cluster', cluster),
      ...(namespace ? [including('_namespace', namespace)] : []),
      // A StatefulSet's claims belong to it.
      including('workload', ...unique([workload, ...groups.map((group) => group.workload)])),
    ],
  };
}

/** Those that the problem is counted from, first by what selects few streams. */
export const ofProblem = (base: EventQuery, { groups }: Problem): EventQuery => ({
  ...base,
  filters: [
    ...base.filters!,
    including('_type', ...unique(groups.map(({ type }) => type))),
    including('_kind', ...unique(groups.map(({ kind }) => kind))),
    including('reason', ...unique(groups.map(({ reason }) => reason))),
  ],
});

/** What the collector records of changes, and what controllers write when they scale. */
const CHANGES = ['NewRevision', 'RolledBack', 'ConfigurationChanged'];
export const SCALING = ['ScalingReplicaSet', RESCALED];
export const PREEMPTED = 'Preempted';

/** What changed in the workload. */
export const changesOf = (base: EventQuery, problem: Problem): EventQuery => ofWorkload(base, problem, CHANGES);

/** What else happened to the workload itself: scaling, or trouble of the node if it is one; and who took its pods' place. */
export function besideIt(base: EventQuery, problem: Problem): EventQuery {
  if (problem.mode === 'scheduling') {
    return { ...base, filters: [...base.filters!, including('reason', ...SCALING, PREEMPTED)] };
  }
  return ofWorkload(base, problem, problem.workload.startsWith('Node/') ? NODE_TROUBLE : SCALING);
}

/** What happened to the workload itself, not to its pods. */
const ofWorkload = (base: EventQuery, { workload }: Problem, reasons: readonly string[]): EventQuery => ({
  ...base,
  // Most streams are of pods: Loki need not read them.
  base: [
    ...(base.base ?? DEFAULT_BASE),
    ...(workload.startsWith('Pod/') ? [] : [{ label: '_kind', op: '!=', value: 'Pod' } as const]),
  ],
  filters: [...base.filters!, including('reason', ...reasons)],
});

/**
 * The newest of a problem's events, and whether there are more. Loki looks at the hours of a range side by side, calls off
 * those that it does not need once it has enough, and pauses for seconds after that: so the range is no longer than the
 * counts say is enough.
 */
export async function newestOf(
  store: Store,
  own: EventQuery,
  problem: Problem
): Promise<{ found: EventRecord[]; partly: boolean }> {
  const from = newestFrom(problem, NEWEST);
  const found = await store.list(own, { from, to: problem.lastMs + 1 }, 'newest', NEWEST);
  // One event may count for many occurrences.
  const isEnough = from === problem.startMs || found.length >= NEWEST / 2;
  const rest = isEnough
    ? []
    : await store.list(own, { from: problem.startMs, to: from }, 'newest', NEWEST - found.length);
  const all = [...found, ...rest];
  return { found: all, partly: all.length >= NEWEST || (isEnough && from > problem.startMs) };
}

/** Where the newest `most` occurrences of a problem begin, or a little before. */
function newestFrom({ counts, buckets, startMs, lastMs }: Problem, most: number): number {
  let left = most;
  for (let at = counts.length - 1; at >= 0; at--) {
    const bucket = bucketStart(buckets, at);
    left -= bucket <= lastMs ? counts[at]! : 0;
    if (left <= 0 || bucket <= startMs) {
      return Math.max(startMs, bucket);
    }
  }
  return startMs;
}
