import { countQuery, type EventQuery, including, unfiltered } from '@kubernetes-events/logql';
import { type Mode } from '@kubernetes-events/reasons';
import { type Problem, type Shared } from './problem.ts';
import { rankOf } from './rank.ts';
import { stateOf } from './candidates.ts';
import { type Store, TooManySeries } from './store.ts';

/** What many workloads may fail at together, and how events name it. */
interface Rule {
  kind: string;
  modes: readonly Mode[];
  /** RE2 with one group, `thing`. */
  pattern: string;
  /** A text in every such line, so that Loki need not try the pattern on others. */
  text: string;
  /** What is about one workload alone, though it names the thing: RE2. */
  not?: string;
  /** Whether the thing is one of the namespace. */
  namespaced: boolean;
}

/** A quote as lines have it: escaped in JSON, and left out before a word in the flat format. */
const Q = '\\\\?"?';

const RULES: readonly Rule[] = [
  {
    kind: 'Registry',
    modes: ['image'],
    pattern: `pull image ${Q}(?P<thing>[\\w-]+[.:][\\w.:-]+|localhost)/`,
    text: 'pull image',
    // The tag is wrong, the registry works.
    not: '(?i)not found|manifest unknown|invalid reference',
    namespaced: false,
  },
  {
    kind: 'ResourceQuota',
    modes: ['quota'],
    pattern: 'exceeded quota: (?P<thing>[^, ]+)',
    text: 'exceeded quota',
    namespaced: true,
  },
  {
    kind: 'Secret',
    modes: ['other', 'volume', 'image'],
    pattern: `secret ${Q}(?P<thing>[\\w.-]+)${Q} not found`,
    text: 'not found',
    namespaced: true,
  },
  {
    kind: 'ConfigMap',
    modes: ['other', 'volume'],
    pattern: `configmap ${Q}(?P<thing>[\\w.-]+)${Q} not found`,
    text: 'not found',
    namespaced: true,
  },
  {
    kind: 'Webhook',
    modes: ['admission'],
    pattern: `failed calling webhook ${Q}(?P<thing>[\\w.-]+)`,
    text: 'calling webhook',
    namespaced: false,
  },
  {
    kind: 'CSIDriver',
    modes: ['volume'],
    pattern: '(?:driver name|provisioner) (?P<thing>[\\w.-]+) not found',
    text: 'not found',
    namespaced: false,
  },
];

const FEWEST = 2;
const SECOND = 1000;

/** The problems with those that fail at the same thing put together. */
export async function withThings(
  store: Store,
  query: EventQuery,
  problems: readonly Problem[],
  nowMs: number
): Promise<Problem[]> {
  let rest = [...problems];
  for (const rule of RULES) {
    const candidates = rest.filter(({ mode, shared }) => !shared && rule.modes.includes(mode));
    if (candidates.length >= FEWEST) {
      const things = await thingsOf(store, query, rule, candidates);
      rest = gathered(
        rest,
        (problem) => {
          const name = candidates.includes(problem) ? things.get(keyOf(problem)) : undefined;
          return name && { kind: rule.kind, name, namespaced: rule.namespaced };
        },
        nowMs
      );
    }
  }
  return rest;
}

const keyOf = ({ cluster, namespace, workload }: Pick<Problem, 'cluster' | 'namespace' | 'workload'>): string =>
  [cluster, namespace, workload].join('\u0000');

/** Which thing each workload names. */
async function thingsOf(
  store: Store,
  query: EventQuery,
  rule: Rule,
  problems: readonly Problem[]
): Promise<Map<string, string>> {
  // Loki takes the instants of a range query in whole steps.
  const toSecond = (ms: number) => Math.ceil(ms / SECOND + 1) * SECOND;
  const from = Math.min(...problems.map(({ startMs }) => startMs));
  const to = toSecond(Math.max(...problems.map(({ lastMs }) => lastMs)));
  const namespaces = [...new Set(problems.map(({ namespace }) => namespace))];
  const counted = countQuery(
    {
      ...unfiltered(query),
      filters: [including('_type', 'Warning'), including('_namespace', ...namespaces)],
      lines: [
        { text: rule.text, caseSensitive: true },
        ...(rule.not ? [{ text: rule.not, regexp: true, caseSensitive: true, exclude: true }] : []),
      ],
    },
    {
      by: ['cluster', '_namespace', 'workload', 'thing'],
      stages: [`| regexp \`${rule.pattern}\``, '| thing!=""'],
      window: `${Math.ceil((to - from) / SECOND) + 1}s`,
      what: 'entries',
    }
  );
  try {
    const series = await store.metric(counted, { from: to, to }, SECOND);
    return new Map(
      series.map(({ labels }) => [
        keyOf({ cluster: labels.cluster ?? '', namespace: labels._namespace ?? '', workload: labels.workload ?? '' }),
        labels.thing ?? '',
      ])
    );
  } catch (error) {
    if (error instanceof TooManySeries) {
      // Without it each workload is a problem of its own, which is true as well.
      return new Map();
    }
    throw error;
  }
}

type Thing = Omit<Shared, 'members'>;

/** Puts problems of one thing together, where there are at least two. */
function gathered(
  problems: readonly Problem[],
  thingFor: (problem: Problem) => Thing | '' | undefined,
  nowMs: number
): Problem[] {
  const byThing = new Map<string, { thing: Thing; members: Problem[] }>();
  for (const problem of problems) {
    const thing = thingFor(problem);
    if (thing) {
      const key = [thing.kind, thing.name, problem.cluster, thing.namespaced ? problem.namespace : ''].join('\u0000');
      const known = byThing.get(key) ?? { thing, members: [] };
      known.members.push(problem);
      byThing.set(key, known);
    }
  }
  const all = [...byThing.values()].filter(({ members }) => members.length >= FEWEST);
  const taken = new Set(all.flatMap(({ members }) => members));
  return [
    ...problems.filter((problem) => !taken.has(problem)),
    ...all.map(({ thing, members }) => sharedProblem(thing, members, nowMs)),
  ];
}

/** One problem of what the members share. */
export function sharedProblem({ kind, name, namespaced }: Thing, members: readonly Problem[], nowMs: number): Problem {
  const sorted = [...members].sort((a, b) => a.startMs - b.startMs);
  const [first] = sorted;
  const lastMs = Math.max(...members.map((one) => one.lastMs));
  const namespaces = new Set(members.map(({ namespace }) => namespace));
  const detailed = sorted.filter(({ details }) => details);
  const unique = (of: (problem: Problem) => readonly string[]) => [...new Set(detailed.flatMap(of))].sort();
  const lead = detailed[0]?.details;
  const problem = {
    ...first!,
    id: [first!.cluster, namespaced ? first!.namespace : '', `${kind}/${name}`, first!.mode].join('|'),
    namespace: namespaces.size === 1 ? first!.namespace : '',
    workload: `${kind}/${name}`,
    groups: members.flatMap(({ groups }) => groups),
    state: stateOf(lastMs, nowMs),
    lastMs,
    occurrences: members.reduce((sum, one) => sum + one.occurrences, 0),
    counts: first!.counts.map((_, at) => members.reduce((sum, one) => sum + (one.counts[at] ?? 0), 0)),
    shared: { kind, name, namespaced, members: sorted },
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
  return { ...problem, rank: rankOf(problem, nowMs) };
}

const NEAR_MS = 10 * 60_000;

/** Trouble of a node with what it did to the pods there: one problem of the node, if several workloads have it. */
export function withNodes(problems: readonly Problem[], nowMs: number): Problem[] {
  let rest = [...problems];
  for (const node of problems.filter(({ workload }) => workload.startsWith('Node/'))) {
    const name = node.workload.slice('Node/'.length);
    const there = rest.filter(
      (problem) =>
        problem !== node &&
        (problem.mode === 'node' || problem.mode === 'eviction' || problem.mode === 'oom') &&
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

/** Whether a problem is one of pods on the node, as far as it can be known. */
function isOn({ details }: Problem, node: string, problems: readonly Problem[]): boolean {
  const nodes = details?.nodes ?? [];
  if (nodes.length > 0) {
    return nodes.includes(node);
  }
  // What controllers say of a lost node's pods does not name it.
  return problems.filter(({ workload, mode }) => mode === 'node' && workload.startsWith('Node/')).length === 1;
}
