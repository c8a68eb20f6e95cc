import { type Group } from './counts.ts';
import { type Problem } from './problem.ts';
import { rankOf } from './rank.ts';
import { sharedProblem } from './shared.ts';
import { kindOf } from './signs.ts';
import { MINUTE, SECOND } from './units.ts';

const NEAR_MS = 10 * MINUTE;
/** The node controller marks a node and then its pods, in one go. */
const AT_ONCE_MS = 10 * SECOND;

/** Trouble of a node with what it did to the pods there: one problem of the node, if several workloads have it. */
export function withNodes(problems: readonly Problem[], nowMs: number): Problem[] {
  let rest = [...problems];
  for (const node of problems.filter(isInTrouble)) {
    const name = node.workload.slice('Node/'.length);
    const there = rest.filter(
      (problem) =>
        problem !== node &&
        isOfNodes(problem) &&
        problem.cluster === node.cluster &&
        problem.startMs <= node.lastMs + NEAR_MS &&
        problem.lastMs >= node.startMs - NEAR_MS &&
        isOn(problem, name, problems)
    );
    if (there.length === 0) {
      continue;
    }
    if (node.mode === 'oom') {
      // The kernel's word about a container that is known already.
      rest = rest.filter((problem) => problem !== node);
      continue;
    }
    const affected = there.filter(({ mode }) => mode !== 'oom');
    const evicted = affected.every(({ mode }) => mode === 'eviction');
    if (affected.length === 1 && evicted) {
      // The workload is what is broken; the node stands in its evidence.
      rest = rest.filter((problem) => problem !== node);
    } else if (affected.length > 0) {
      const one = sharedProblem({ kind: 'Node', name, namespaced: false }, affected, nowMs);
      const mode = evicted ? ('eviction' as const) : ('node' as const);
      const startMs = Math.min(node.startMs, one.startMs);
      const whole = {
        ...one,
        id: node.id,
        mode,
        namespace: '',
        groups: [...node.groups, ...one.groups],
        startMs,
        details: one.details && { ...one.details, newest: node.details?.newest ?? one.details.newest },
      };
      rest = [
        ...rest.filter((problem) => problem !== node && !affected.includes(problem)),
        { ...whole, rank: rankOf(whole, nowMs) },
      ];
    }
  }
  return rest;
}

const isInTrouble = ({ workload, seriousness }: Problem): boolean =>
  workload.startsWith('Node/') && seriousness !== 'notice' && seriousness !== 'routine';

/** Whether a node may be why: not if pods were evicted for a limit of their own, whatever that led to. */
const isOfNodes = ({ mode, groups }: Problem): boolean =>
  mode === 'node' || mode === 'oom' || (mode === 'eviction' && groups.some(isEvictionByNode));

const isEvictionByNode = ({ reason, kind, type, sign }: Group): boolean =>
  kindOf(reason, kind, type, sign)?.mode === 'eviction' && sign !== 'limit';

/** Whether a problem is one of pods on the node, as far as it can be known. */
function isOn({ details, startMs }: Problem, node: string, problems: readonly Problem[]): boolean {
  const nodes = details?.nodes ?? [];
  if (nodes.length > 0) {
    return nodes.includes(node);
  }
  // What controllers say of a lost node's pods does not name it, but they say both at once.
  const lost = problems.filter(({ workload, mode }) => mode === 'node' && workload.startsWith('Node/'));
  const atOnce = lost.filter((one) => Math.abs(one.startMs - startMs) <= AT_ONCE_MS);
  const possible = atOnce.length > 0 ? atOnce : lost;
  return possible.length === 1 && possible[0]!.workload === `Node/${node}`;
}
