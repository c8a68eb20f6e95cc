import { MOST_EVIDENCE } from './details.ts';
import { type Problem } from './problem.ts';
import { nameOf } from './say.ts';
import { MINUTE } from './units.ts';

/** What fails because of another thing fails at the same time, or soon after. */
const NEAR_MS = 10 * MINUTE;

/**
 * Problems with the other problems that their events name: a client that cannot reach `postgres:5432`, where the workload
 * `postgres` has a problem, too. It stands in the client's evidence, and the client counts among those that it affects.
 */
export function withNamed(problems: readonly Problem[]): Problem[] {
  const pairs = problems.flatMap((from) => {
    const text = [from.details?.newest.message, from.details?.death?.lastWords].join('\n');
    return problems
      .filter((to) => to !== from && areNear(from, to) && names(text, to, from))
      .map((to) => ({ from, to }));
  });
  return problems.map((problem) => {
    const { details } = problem;
    const namedBy = pairs.filter(({ to }) => to === problem).length;
    const named = pairs.filter(({ from }) => from === problem).map(({ to }) => to.details!.newest);
    const evidence = named.map((record) => ({
      record,
      distanceMs: record.timeMs - problem.startMs,
      what: 'other' as const,
    }));
    return details && (namedBy > 0 || named.length > 0)
      ? {
          ...problem,
          namedBy,
          details: { ...details, evidence: [...evidence, ...details.evidence].slice(0, MOST_EVIDENCE) },
        }
      : problem;
  });
}

const areNear = (from: Problem, to: Problem): boolean =>
  to.cluster === from.cluster && to.startMs <= from.startMs + NEAR_MS && to.lastMs >= from.startMs - NEAR_MS;

/** Whether a text has the address of a workload's Service: its name, with a port, or with its namespace. */
function names(text: string, to: Problem, { namespace }: Problem): boolean {
  if (!to.details || !/^(Deployment|StatefulSet|DaemonSet|Pod)\//.test(to.workload)) {
    return false;
  }
  const name = nameOf(to).replaceAll('.', '\\.');
  const place = to.namespace === namespace ? `(?::\\d|\\.${to.namespace}\\b|\\.svc\\b)` : `\\.${to.namespace}\\b`;
  return new RegExp(`(?<![\\w.-])${name}${place}`).test(text);
}
