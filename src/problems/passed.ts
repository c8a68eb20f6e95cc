import { type Problem } from '@kubernetes-events/problems';

/** The weight in the rank of a few failures in a short time, as when something starts. */
const BRIEF = 0.4;
/** Kubelets probe every 10 s unless set otherwise: a probe that has not failed for this long has passed since. */
const PROBED_MS = 2 * 60_000;

/** Brief failures that are over come after the rest. */
export const hasPassed = ({ rank, state }: Problem) => rank.weight <= BRIEF && state !== 'ongoing';

/** The problem, as quiet if a readiness probe failed a few times and has succeeded since. */
export function settled(problem: Problem, nowMs: number): Problem {
  const { rank, state, groups, lastMs } = problem;
  const isOfReadiness = groups.length > 0 && groups.every(({ sign }) => sign === 'readiness');
  return state === 'ongoing' && rank.weight <= BRIEF && isOfReadiness && nowMs - lastMs >= PROBED_MS
    ? { ...problem, state: 'quiet' }
    : problem;
}
