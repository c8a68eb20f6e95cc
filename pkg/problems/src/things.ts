import { countQuery, type EventQuery, including, unfiltered } from '@kubernetes-events/logql';
import { type Mode } from '@kubernetes-events/reasons';
import { keyOf } from './candidates.ts';
import { type Problem } from './problem.ts';
import { sharedProblem, type Thing } from './shared.ts';
import { type Series, type Store, TooManySeries } from './store.ts';
import { SECOND } from './units.ts';

/** What many workloads may fail at together, and how events name it. */
interface Rule {
  kind: string;
  modes: readonly Mode[];
  /** How the thing itself fails, if not as its workloads do. */
  mode?: Mode;
  /** RE2 with one group, `thing`; for a node the label of the host. */
  pattern?: string;
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
    // The tag is wrong, or the kubelet's own limit of pulls is reached: the registry works.
    not: '(?i)not found|manifest unknown|invalid reference|pull QPS exceeded',
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
    kind: 'DNS',
    modes: ['probe'],
    mode: 'network',
    // A name that the server does not know is wrong for one workload; a server that does not answer fails all of them.
    pattern: `lookup \\S+ on (?P<thing>[\\w.:\\[\\]]+:\\d+): (?:read|write|dial|server misbehaving)`,
    text: 'lookup ',
    namespaced: false,
  },
  {
    kind: 'Node',
    modes: ['network'],
    text: 'network',
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
          return name && { kind: rule.kind, name, namespaced: rule.namespaced, mode: rule.mode };
        },
        nowMs
      );
    }
  }
  return rest;
}

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
      stages: [rule.pattern ? `| regexp \`${rule.pattern}\`` : '| label_format thing=`{{ ._host }}`', '| thing!=""'],
      window: `${Math.ceil((to - from) / SECOND) + 1}s`,
      what: 'entries',
    }
  );
  try {
    const series = await store.metric(counted, { from: to, to }, SECOND);
    return namedIn(series, rule);
  } catch (error) {
    if (error instanceof TooManySeries) {
      // Without it each workload is a problem of its own, which is true as well.
      return new Map();
    }
    throw error;
  }
}

function namedIn(series: readonly Series[], { pattern }: Rule): Map<string, string> {
  const things = new Map<string, string>();
  for (const { labels } of series) {
    const { cluster = '', _namespace: namespace = '', workload = '', thing = '' } = labels;
    const key = keyOf({ cluster, namespace, workload });
    // What fails on several nodes is no fault of one of them.
    things.set(key, !pattern && things.has(key) ? '' : thing);
  }
  return things;
}

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
