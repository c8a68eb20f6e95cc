import { type Mode } from '@kubernetes-events/reasons';
import { type Problem, type Rank } from './problem.ts';
import { isDeath } from './signs.ts';
import { DAY, HOUR, MINUTE } from './units.ts';

/** How much a failure of this kind keeps something from working. */
const BY_MODE: Record<Mode, number> = {
  node: 4,
  oom: 3,
  crash: 3,
  image: 3,
  quota: 3,
  volume: 3,
  admission: 3,
  eviction: 3,
  network: 3,
  probe: 2.5,
  job: 2.5,
  certificate: 2,
  scheduling: 2,
  autoscaling: 2,
  other: 1.5,
};
/** A secret or ConfigMap that is not there: no container can be made. */
const MISSING = 3;
const isMissing = ({ mode, groups }: Found): boolean =>
  mode === 'other' && groups.some(({ sign }) => sign === 'missing');

/** What the catalogue calls a notice is worth knowing, and nothing is broken. */
const NOTICE = 0.1;

const BY_STATE = { ongoing: 1, quiet: 0.6, over: 0.3 } as const;

/**
 * Failures that pass by themselves as things start: a pod that is not ready yet, a volume that comes a moment later. A
 * few of them in a short time are no problem.
 */
const PASSING: ReadonlySet<Mode> = new Set(['probe', 'scheduling', 'volume', 'network', 'autoscaling', 'other']);
const PASSING_MS = 5 * MINUTE;
const FEW = 6;
/** A container that died once and was started again. */
const ONCE = 0.5;

type Found = Omit<Problem, 'rank'>;

/** How far up a problem belongs. The numbers are multiplied; each is shown to who asks why. */
export function rankOf(problem: Found, nowMs: number): Rank {
  const { mode, seriousness, details, shared, namedBy = 0 } = problem;
  const isNotice = seriousness === 'notice' || seriousness === 'routine';
  const numbers = {
    seriousness: (isMissing(problem) ? MISSING : BY_MODE[mode]) * (isNotice ? NOTICE : 1),
    affected:
      1 +
      Math.log2(Math.max(1, details?.pods.length ?? 1)) / 2 +
      (shared ? Math.log2(shared.members.length + 1) : 0) +
      Math.log2(1 + namedBy),
    age: ageOf(nowMs - problem.startMs),
    state: BY_STATE[problem.state],
    weight: weightOf(problem),
  };
  return { ...numbers, score: Object.values(numbers).reduce((product, n) => product * n, 1) };
}

/** New is worse: what has been there for a week can wait until morning. */
function ageOf(ms: number): number {
  return ms < 6 * HOUR ? 1 : ms < DAY ? 0.7 : ms < 3 * DAY ? 0.4 : 0.25;
}

function weightOf(problem: Found): number {
  const { mode, groups, occurrences, state } = problem;
  const signs = groups.map(({ sign }) => sign);
  if (mode === 'crash' && occurrences === 1 && state !== 'ongoing') {
    return ONCE;
  }
  if (!PASSING.has(mode) || signs.some(isDeath)) {
    return 1;
  }
  return passingOf(problem) * (signs.every((sign) => sign === 'readiness') ? 0.6 : 1);
}

/** Whether it was seen a few times in a short time, as when something starts. */
export const isBrief = ({ startMs, lastMs, occurrences }: Pick<Found, 'startMs' | 'lastMs' | 'occurrences'>): boolean =>
  lastMs - startMs <= PASSING_MS && occurrences <= FEW;

/** Less for what was brief, unless a pod is known to wait still. */
function passingOf(problem: Found): number {
  const { details, state } = problem;
  const passing = state === 'ongoing' ? 0.4 : 0.1;
  return isBrief(problem) && details?.recovered !== false ? passing : 1;
}

/** Problems, the most urgent first; the same order for the same problems. */
export function ranked(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) => b.rank.score - a.rank.score || b.startMs - a.startMs || (a.id < b.id ? -1 : Number(a.id > b.id))
  );
}
