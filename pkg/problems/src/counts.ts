import { type EventQuery, including, startOnSplit } from '@kubernetes-events/logql';
import { CATALOGUE, type Entry } from '@kubernetes-events/reasons';
import { bucketCountedAt, bucketStart, type Buckets, instantsOf } from './buckets.ts';
import { BY, exprOf } from './count-query.ts';
import { PartSize, Splitting } from './parts.ts';
import { Readiness, READINESS } from './readiness.ts';
import { RESCALED } from './signs.ts';
import { type Series, type Store } from './store.ts';

/** What happened alike to objects of one workload, and how often in each bucket. */
export interface Group {
  cluster: string;
  namespace: string;
  /** `Kind/name`; an object without a known workload is its own. */
  workload: string;
  kind: string;
  reason: string;
  type: string;
  sign: string;
  counts: number[];
}

const isTrouble = ({ seriousness }: Entry): boolean => seriousness === 'trouble' || seriousness === 'severe';

const unique = (values: readonly string[]): string[] => [...new Set(values)];

/** Reasons of events about trouble with nodes. */
export const NODE_TROUBLE = unique(
  CATALOGUE.filter((entry) => isTrouble(entry) && entry.kinds.includes('Node')).map(({ reason }) => reason)
);

/**
 * Signs of failures that Kubernetes writes as normal events. Those of pods are left out: most normal events are of pods,
 * which Loki would have to read, and warnings say the same.
 */
const NORMAL = CATALOGUE.filter(
  ({ types, kinds, ...entry }) =>
    types.includes('Normal') &&
    kinds.length > 0 &&
    !kinds.includes('Pod') &&
    (isTrouble({ types, kinds, ...entry }) || entry.reason === RESCALED)
);

/** What may be a sign of a failure, but for the probes below. */
const QUESTIONS: ReadonlyArray<{ type: string } & Pick<EventQuery, 'filters' | 'lines'>> = [
  { type: 'Warning', filters: [including('_type', 'Warning')], lines: [{ ...READINESS, exclude: true }] },
  {
    type: 'Normal',
    filters: [
      including('_type', 'Normal'),
      including('_kind', ...unique(NORMAL.flatMap(({ kinds }) => kinds))),
      including('reason', ...unique(NORMAL.map(({ reason }) => reason))),
    ],
  },
];

export interface Counted {
  groups: Group[];
  /** How far back it is counted, in milliseconds. */
  from: number;
  /** How far back failed readiness probes are counted, if that is not as far: too many workloads have them. */
  readinessFrom?: number;
  done: boolean;
}

/** All that may be a sign of a failure, counted part by part from the newest end. */
export async function* countSigns(store: Store, query: EventQuery, buckets: Buckets): AsyncGenerator<Counted> {
  const groups = new Map<string, Group>();
  const add = (type: string, series: readonly Series[]) => series.forEach((one) => addTo(groups, one, type, buckets));
  const parts = new PartSize(buckets.count);
  const questions = QUESTIONS.map((question) => ({ ...question, splitting: new Splitting() }));
  const readiness = new Readiness(store, query, buckets);
  add('Warning', await readiness.newest());
  for (let left = buckets.count; left > 0;) {
    const started = performance.now();
    const first = startOnSplit({ edgeAt: (at) => bucketStart(buckets, at), step: buckets.step }, left, parts.size);
    for (const { type, splitting, ...question } of questions) {
      const expr = (stages: readonly string[]) => exprOf(query, question, buckets.step, stages);
      add(type, await splitting.all((stages) => store.metric(expr(stages), ...instantsOf(buckets, first, left))));
    }
    parts.answered(performance.now() - started);
    add('Warning', await readiness.backTo(first));
    left = first;
    const { partlyFrom } = readiness;
    yield {
      groups: [...groups.values()],
      from: bucketStart(buckets, left),
      readinessFrom: partlyFrom,
      done: left === 0,
    };
  }
}

function addTo(groups: Map<string, Group>, { labels, times, values }: Series, type: string, buckets: Buckets): void {
  const key = [type, ...BY.map((name) => labels[name] ?? '')].join('\u0000');
  const group = groups.get(key) ?? {
    cluster: labels.cluster ?? '',
    namespace: labels._kind === 'Node' ? '' : (labels._namespace ?? ''),
    workload: labels.workload ?? '',
    kind: labels._kind ?? '',
    reason: labels.reason ?? '',
    sign: labels.sign ?? '',
    type,
    counts: new Array<number>(buckets.count).fill(0),
  };
  times.forEach((time, at) => {
    const bucket = bucketCountedAt(buckets, time);
    if (bucket >= 0 && bucket < buckets.count) {
      group.counts[bucket] = (group.counts[bucket] ?? 0) + (values[at] ?? 0);
    }
  });
  groups.set(key, group);
}
