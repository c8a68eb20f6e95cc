import { countQuery, type EventQuery, type Filter, including } from '@kubernetes-events/logql';
import { CATALOGUE, type Entry } from '@kubernetes-events/reasons';
import { MOST_SPLITS, PartSize, workloadParts } from './parts.ts';
import { RESCALED, SIGN_TEMPLATE } from './signs.ts';
import { type Series, type Span, type Store, TooManySeries } from './store.ts';

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

/** Equally long parts of a range, their edges multiples of the step. */
export interface Buckets {
  from: number;
  step: number;
  count: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STEPS = [1, 2, 5, 10, 15, 30].map((n) => n * MINUTE).concat([1, 2, 3, 6, 12, 24].map((n) => n * HOUR));
const MOST_BUCKETS = 200;

export function bucketsOf({ from, to }: Span): Buckets {
  const step = STEPS.find((ms) => (to - from) / ms <= MOST_BUCKETS) ?? STEPS.at(-1)!;
  const first = Math.floor(from / step) * step;
  return { from: first, step, count: Math.max(1, Math.ceil((to - first) / step)) };
}

export const bucketStart = ({ from, step }: Buckets, at: number): number => from + at * step;

const BY = ['cluster', '_namespace', 'workload', '_kind', 'reason', 'sign'];

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

/** What may be a sign of a failure. */
const QUESTIONS: ReadonlyArray<{ type: string; filters: readonly Filter[] }> = [
  { type: 'Warning', filters: [including('_type', 'Warning')] },
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
  done: boolean;
}

/** Loki counts what is after a window's start and up to its end; a bucket starts with its first instant. */
const OFFSET = '1ms';

/** All that may be a sign of a failure, counted part by part from the newest end. */
export async function* countSigns(store: Store, query: EventQuery, buckets: Buckets): AsyncGenerator<Counted> {
  const groups = new Map<string, Group>();
  const parts = new PartSize(buckets.count);
  const questions = QUESTIONS.map((question) => ({ ...question, splits: 0 }));
  let left = buckets.count;
  while (left > 0) {
    const started = performance.now();
    const first = Math.max(0, left - parts.size);
    const answers: Array<{ type: string; series: Series[] }> = [];
    let asked = questions[0]!;
    try {
      for (asked of questions) {
        for (const stages of workloadParts(asked.splits)) {
          const expr = exprOf(query, asked.filters, buckets.step, stages);
          answers.push({ type: asked.type, series: await store.metric(expr, ...instantsOf(buckets, first, left)) });
        }
      }
    } catch (error) {
      if (error instanceof TooManySeries && (parts.halve() || asked.splits++ < MOST_SPLITS)) {
        continue;
      }
      throw error;
    }
    answers.forEach(({ type, series }) => series.forEach((one) => add(groups, one, type, buckets)));
    parts.answered(performance.now() - started);
    left = first;
    yield { groups: [...groups.values()], from: bucketStart(buckets, left), done: left === 0 };
  }
}

function exprOf(query: EventQuery, filters: readonly Filter[], stepMs: number, stages: readonly string[]): string {
  return countQuery(
    { ...query, filters: [...(query.filters ?? []), ...filters] },
    {
      by: BY,
      stages: [...stages, `| label_format sign=\`${SIGN_TEMPLATE}\``],
      window: `${stepMs / 1000}s`,
      offset: OFFSET,
      what: 'occurrences',
    }
  );
}

/** Where to read the counts of buckets: the value at an instant counts the bucket before it. */
const instantsOf = (buckets: Buckets, first: number, end: number): [span: Span, stepMs: number] => [
  { from: bucketStart(buckets, first + 1), to: bucketStart(buckets, end) },
  buckets.step,
];

function add(groups: Map<string, Group>, { labels, times, values }: Series, type: string, buckets: Buckets): void {
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
    const bucket = Math.round((time - buckets.from) / buckets.step) - 1;
    if (bucket >= 0 && bucket < buckets.count) {
      group.counts[bucket] = (group.counts[bucket] ?? 0) + (values[at] ?? 0);
    }
  });
  groups.set(key, group);
}
