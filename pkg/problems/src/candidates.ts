import { type Mode } from '@kubernetes-events/reasons';
import { bucketStart, type Buckets } from './buckets.ts';
import { type Group } from './counts.ts';
import { type Problem, type State } from './problem.ts';
import { isBrief, rankOf } from './rank.ts';
import { EXIT, isDeath, type Kind, kindOf, RESCALED } from './signs.ts';
import { HOUR, MINUTE } from './units.ts';

/** What is quiet for longer and comes back is another stretch: back-offs and retries are up to 5 minutes apart. */
const GAP_MS = 60 * MINUTE;
/** Two failures of a workload belong together if no more than this is between them. */
const NEAR_MS = 10 * MINUTE;
/** How much later than its symptom a cause may be seen: a node is not ready 40 s after its pods fail their probes. */
const LATE_MS = 2 * MINUTE;
/** A Job fails when the last of its pods has. */
const SAID_LAST: Mode = 'job';
/** Kubernetes tries again after at most 5 minutes; a retry may take some, too. */
const ONGOING_MS = 10 * MINUTE;
const OVER_MS = HOUR;
/** Kubelets probe every 10 s unless set otherwise: a probe that has not failed for this long has passed since. */
const PROBED_MS = 2 * MINUTE;
/** An autoscaler waits 5 minutes before it scales down: more than every ten minutes is up and down. */
const FLAPPING_AN_HOUR = 6;

/**
 * Failures that another one of the same workload, at the same time, explains: a container that runs out of memory is also
 * started again and again, and fails its probes.
 */
const SYMPTOM_OF: Partial<Record<Mode, readonly Mode[]>> = {
  crash: ['oom', 'job', 'eviction', 'node', 'probe'],
  probe: ['oom', 'crash', 'image', 'eviction', 'node', 'volume', 'network'],
  scheduling: ['volume', 'eviction', 'node', 'quota'],
  eviction: ['node'],
  admission: ['quota'],
  volume: ['node'],
  network: ['node'],
  job: ['oom', 'image', 'quota', 'volume', 'admission', 'eviction'],
  other: ['oom', 'crash', 'image', 'quota', 'admission', 'volume', 'scheduling', 'node', 'eviction', 'job'],
};

interface Sorted extends Group {
  is: Kind;
}

/** One mode of one workload. */
interface Candidate {
  mode: Mode;
  groups: Sorted[];
}

interface Stretch {
  first: number;
  last: number;
}

/** Problems as far as counts say so. */
export function problemsIn(groups: readonly Group[], buckets: Buckets, nowMs: number): Problem[] {
  const workloads = new Map<string, Sorted[]>();
  for (const group of groups) {
    const is = kindOf(group.reason, group.kind, group.type, group.sign);
    if (is && (group.reason !== RESCALED || isFlapping(group.counts, buckets.step))) {
      const key = keyOf(group);
      workloads.set(key, [...(workloads.get(key) ?? []), { ...group, is }]);
    }
  }
  giveClaimsToTheirSets(workloads);
  return [...workloads.values()].flatMap((all) => problemsOf(all, buckets, nowMs));
}

/** Distinguishes workloads. */
export const keyOf = ({ cluster, namespace, workload }: Pick<Group, 'cluster' | 'namespace' | 'workload'>): string =>
  [cluster, namespace, workload].join('\u0000');

/** Whether replicas were changed often within one hour, or as often an hour in a longer bucket. */
function isFlapping(counts: readonly number[], step: number): boolean {
  const buckets = Math.max(1, Math.round(HOUR / step));
  const hours = Math.max(1, step / HOUR);
  return counts.some(
    (_, at) => counts.slice(at, at + buckets).reduce((sum, n) => sum + n, 0) >= FLAPPING_AN_HOUR * hours
  );
}

/** A StatefulSet's claims are named `<template>-<set>-<ordinal>`; if both fail, it is one failure. */
function giveClaimsToTheirSets(workloads: Map<string, Sorted[]>): void {
  for (const [key, groups] of workloads) {
    const { workload, ...place } = groups[0]!;
    const claim = /^PersistentVolumeClaim\/(.+)-\d+$/.exec(workload)?.[1];
    for (let dash = claim?.indexOf('-') ?? -1; dash >= 0; dash = claim!.indexOf('-', dash + 1)) {
      const set = workloads.get(keyOf({ ...place, workload: `StatefulSet/${claim!.slice(dash + 1)}` }));
      if (set?.some(({ is }) => is.mode === 'volume')) {
        set.push(...groups);
        workloads.delete(key);
        break;
      }
    }
  }
}

function problemsOf(groups: readonly Sorted[], buckets: Buckets, nowMs: number): Problem[] {
  const candidates = candidatesOf(groups);
  const found = candidates.map((candidate) => ({
    candidate,
    stretches: stretchesOf(sumOf(candidate.groups, buckets.count), buckets.step),
    symptoms: [] as Sorted[],
  }));
  const leading = found.filter((one) => {
    const causes = found.filter(({ candidate }) => explains(candidate, one.candidate));
    const rest = one.stretches.filter((stretch) => {
      const cause = causes.find(({ candidate, stretches }) =>
        stretches.some((other) => isCauseIn(other, stretch, buckets.step, candidate.mode))
      );
      cause?.symptoms.push(...one.candidate.groups);
      return !cause;
    });
    one.stretches = rest;
    return rest.length > 0;
  });
  return leading.map(({ candidate, stretches, symptoms }) => problemOf(candidate, symptoms, stretches, buckets, nowMs));
}

function candidatesOf(groups: readonly Sorted[]): Candidate[] {
  const byMode = new Map<Mode, Sorted[]>();
  for (const group of groups) {
    byMode.set(group.is.mode, [...(byMode.get(group.is.mode) ?? []), group]);
  }
  return [...byMode].map(([mode, all]) => {
    // What is only worth knowing does not say when a failure began.
    const failing = all.filter(({ is }) => is.seriousness !== 'notice' && is.seriousness !== 'routine');
    return { mode, groups: failing.length > 0 ? failing : all };
  });
}

/** Whether one failure explains another at the same time. */
function explains(cause: Candidate, symptom: Candidate): boolean {
  if (!SYMPTOM_OF[symptom.mode]?.includes(cause.mode)) {
    return false;
  }
  // What kills a container that fails its liveness probe is the probe; one that dies on its own fails it because of that.
  const [probe, crash] = cause.mode === 'probe' ? [cause, symptom] : [symptom, cause];
  return probe.mode !== 'probe' || crash.mode !== 'crash' || (cause.mode === 'probe') === isKilledBy(probe, crash);
}

const isKilledBy = (probe: Candidate, crash: Candidate): boolean =>
  probe.groups.some(({ sign }) => sign === 'liveness' || sign === 'startup' || sign === 'killed by probe') &&
  !crash.groups.some(({ sign }) => sign.startsWith(EXIT) && sign !== `${EXIT}137` && sign !== `${EXIT}143`);

function sumOf(groups: readonly Group[], count: number): number[] {
  const sum = new Array<number>(count).fill(0);
  groups.forEach(({ counts }) => counts.forEach((n, at) => (sum[at] = (sum[at] ?? 0) + n)));
  return sum;
}

function stretchesOf(counts: readonly number[], step: number): Stretch[] {
  const stretches: Stretch[] = [];
  counts.forEach((n, at) => {
    const last = stretches.at(-1);
    if (n > 0 && last && (at - last.last - 1) * step < GAP_MS) {
      last.last = at;
    } else if (n > 0) {
      stretches.push({ first: at, last: at });
    }
  });
  return stretches;
}

/** Whether a failure at one time may be why there was another: it is near, and did not begin long after it. */
const isCauseIn = (cause: Stretch, symptom: Stretch, step: number, mode: Mode): boolean =>
  areNear(cause, symptom, step) && (mode === SAID_LAST || (cause.first - symptom.first - 1) * step < LATE_MS);

const areNear = (a: Stretch, b: Stretch, step: number): boolean =>
  (Math.max(a.first, b.first) - Math.min(a.last, b.last) - 1) * step < NEAR_MS;

/** The newest stretch as a problem; the symptoms say how long it lasted, but not how often it happened. */
function problemOf(
  { mode, groups }: Candidate,
  symptoms: readonly Sorted[],
  stretches: readonly Stretch[],
  buckets: Buckets,
  nowMs: number
): Problem {
  const newest = stretches.at(-1)!;
  const all = [...groups, ...new Set(symptoms)];
  const own = sumOf(tellingOf(groups), buckets.count);
  const around = stretchesOf(sumOf(all, buckets.count), buckets.step).find((one) => areNear(one, newest, buckets.step));
  const { first, last } = around ?? newest;
  const { cluster, namespace, workload } = groups[0]!;
  const startMs = bucketStart(buckets, first);
  const lastMs = Math.min(bucketStart(buckets, last + 1), nowMs);
  const found = {
    id: [cluster, namespace, workload, mode].join('|'),
    cluster,
    namespace,
    workload,
    mode,
    seriousness: mostSerious(groups),
    groups: all.map(({ is: _, ...group }) => group),
    startMs,
    lastMs,
    startsBefore: first === 0,
    occurrences: own.slice(first, last + 1).reduce((sum, n) => sum + n, 0),
    counts: sumOf(all, buckets.count),
    buckets,
    earlier: stretches.slice(0, -1).map((stretch) => bucketStart(buckets, stretch.first)),
  };
  const problem = { ...found, state: stateOf(found, nowMs) };
  return { ...problem, rank: rankOf(problem, nowMs) };
}

/** What is counted as the failure itself: deaths where containers died, not that they are started again. */
function tellingOf(groups: readonly Sorted[]): readonly Sorted[] {
  const deaths = groups.filter(({ sign }) => isDeath(sign));
  return deaths.length > 0 ? deaths : groups;
}

const ORDER = ['severe', 'trouble', 'unknown', 'notice', 'routine'] as const;

const mostSerious = (groups: readonly Sorted[]) =>
  ORDER.find((one) => groups.some(({ is }) => is.seriousness === one)) ?? 'unknown';

/** Whether it is still so. A readiness probe that failed a few times in a short time and not since has passed. */
export function stateOf(found: Omit<Problem, 'state' | 'rank'>, nowMs: number): State {
  const quietMs = nowMs - found.lastMs;
  const isOfReadiness = found.groups.every(({ sign }) => sign === 'readiness');
  const hasPassed = isOfReadiness && isBrief(found) && quietMs >= PROBED_MS;
  return quietMs <= ONGOING_MS && !hasPassed ? 'ongoing' : quietMs <= OVER_MS ? 'quiet' : 'over';
}
