import { stateOf } from './candidates.ts';
import { type Problem, type Shared } from './problem.ts';
import { rankOf } from './rank.ts';

export type Thing = Omit<Shared, 'members'>;

/** One problem of what the members share. */
export function sharedProblem(thing: Thing, members: readonly Problem[], nowMs: number): Problem {
  const { kind, name, namespaced, mode: own } = thing;
  const sorted = [...members].sort((a, b) => a.startMs - b.startMs);
  const [first] = sorted;
  const lastMs = Math.max(...members.map((one) => one.lastMs));
  const namespaces = new Set(members.map(({ namespace }) => namespace));
  const detailed = sorted.filter(({ details }) => details);
  const unique = (of: (problem: Problem) => readonly string[]) => [...new Set(detailed.flatMap(of))].sort();
  const lead = detailed[0]?.details;
  const found = {
    ...first!,
    id: [first!.cluster, namespaced ? first!.namespace : '', `${kind}/${name}`, own ?? first!.mode].join('|'),
    mode: own ?? first!.mode,
    namespace: namespaces.size === 1 ? first!.namespace : '',
    workload: `${kind}/${name}`,
    groups: members.flatMap(({ groups }) => groups),
    lastMs,
    occurrences: members.reduce((sum, one) => sum + one.occurrences, 0),
    counts: first!.counts.map((_, at) => members.reduce((sum, one) => sum + (one.counts[at] ?? 0), 0)),
    shared: { kind, name, namespaced, mode: own, members: sorted },
    details: lead && {
      ...lead,
      pods: unique(({ details }) => details!.pods),
      nodes: unique(({ details }) => details!.nodes),
      partly: detailed.length < members.length || detailed.some(({ details }) => details!.partly),
      // A change of one workload says nothing about the others.
      change: undefined,
      evidence: lead.evidence.filter(({ what, record }) => what === 'node' && record.name !== name),
    },
  };
  const problem = { ...found, state: stateOf(found, nowMs) };
  return { ...problem, rank: rankOf(problem, nowMs) };
}
