import { type EventRecord, OWN_COMPONENT } from '@kubernetes-events/event';
import { type EventQuery, type Filter, unfiltered } from '@kubernetes-events/logql';
import { explain } from '@kubernetes-events/reasons';
import { filter } from './counts.ts';
import { type Change, type Death, type Details, type Evidence, type Problem } from './problem.ts';
import { kindOf, signOf } from './signs.ts';
import { beginningBefore } from './since.ts';
import { type Span, type Store } from './store.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** How long before a problem its workload's changes are looked for. */
const BEFORE_MS = 24 * HOUR;
/** How long before a problem trouble with its nodes is looked for. */
const NODES_BEFORE_MS = HOUR;
/** Clocks differ, and some events have whole seconds: what comes this much after the start may still be before it. */
const TOLERANCE_MS = MINUTE;
const NEWEST = 300;
const AROUND = 50;
const MOST_NODES = 10;
const MOST_EVIDENCE = 8;

/** A problem with what its own events say. */
export async function withDetails(store: Store, query: EventQuery, problem: Problem, nowMs: number): Promise<Problem> {
  const base = inWorkload(query, problem);
  const own = { ...base, filters: [...base.filters!, filter('reason', ...reasonsOf(problem))] };
  const [found, first, around] = await Promise.all([
    store.list(own, { from: problem.startMs, to: problem.lastMs + 1 }, 'newest', NEWEST),
    beginningOf(store, own, problem),
    store.list(ownEvents(base, problem), { from: problem.startMs - BEFORE_MS, to: nowMs }, 'newest', AROUND),
  ]);
  const records = found.filter((record) => belongs(record, problem));
  const telling = records.filter((record) => modeOfRecord(record) === problem.mode);
  const newest = telling[0] ?? records[0];
  if (!newest) {
    return problem;
  }
  const startMs = Math.min(first.startMs, records.at(-1)!.timeMs);
  const nodes = unique(records.map(({ host }) => host)).slice(0, MOST_NODES);
  const nodeRecords = await nodeTrouble(store, query, problem, nodes, startMs);
  const changes = around.flatMap((record) => changeOf(record) ?? []).sort(newestFirst);
  const details: Details = {
    newest,
    pods: unique(records.filter(({ kind }) => kind === 'Pod').map(({ name }) => name)),
    nodes,
    partly: found.length === NEWEST,
    death: records.map(deathOf).find((death) => death !== undefined),
    change: changes.find(({ atMs }) => atMs <= startMs + TOLERANCE_MS),
    after: changes.findLast(({ atMs }) => atMs > newest.timeMs),
    evidence: evidenceOf([...around, ...nodeRecords], startMs),
    commands: entryOf(newest)?.look ?? [],
  };
  return { ...problem, startMs, lastMs: records[0]!.timeMs, startsBefore: !first.whole, details };
}

/** The times of changes are in whole seconds: of two in one second, the higher revision is the later one. */
const newestFirst = (a: Change, b: Change): number =>
  Math.floor(b.atMs / SECOND) - Math.floor(a.atMs / SECOND) || Number(b.revision) - Number(a.revision);

const unique = (values: readonly string[]): string[] => [...new Set(values.filter(Boolean))].sort();

const reasonsOf = ({ groups }: Problem): string[] => [...new Set(groups.map(({ reason }) => reason))];

function inWorkload(query: EventQuery, { cluster, namespace, workload }: Problem): EventQuery {
  return {
    ...unfiltered(query),
    filters: [
      filter('cluster', cluster),
      ...(namespace ? [filter('_namespace', namespace)] : []),
      filter('workload', workload),
    ],
  };
}

/** What happened to the workload itself, not to its pods: changes, scaling. */
const ownEvents = (base: EventQuery, { workload }: Problem): EventQuery => ({
  ...base,
  filters: [
    ...base.filters!,
    workload.startsWith('Pod/')
      ? filter('component', OWN_COMPONENT)
      : ({ field: '_kind', values: ['Pod'], exclude: true } satisfies Filter),
  ],
});

/** When the first of the problem's events was, and whether it is known that there is none before. */
async function beginningOf(
  store: Store,
  own: EventQuery,
  { startsBefore, startMs, lastMs }: Problem
): Promise<{ startMs: number; whole: boolean }> {
  if (startsBefore) {
    return beginningBefore(store, own, startMs);
  }
  const [first] = await store.list(own, { from: startMs, to: lastMs + 1 }, 'oldest', 1);
  return { startMs: first?.timeMs ?? startMs, whole: true };
}

const modeOfRecord = (record: EventRecord) => kindOf(record.reason, record.kind, record.type, signOf(record))?.mode;

/** Whether a record is one of those that the problem is counted from. */
function belongs(record: EventRecord, { groups }: Problem): boolean {
  const sign = signOf(record);
  return groups.some((group) => group.reason === record.reason && group.type === record.type && group.sign === sign);
}

const entryOf = ({ reason, kind, type, component, message }: EventRecord) =>
  explain(reason, { kind, type, component, message }).entry;

function nodeTrouble(
  store: Store,
  query: EventQuery,
  { cluster, workload, lastMs }: Problem,
  nodes: readonly string[],
  startMs: number
): Promise<EventRecord[]> {
  if (nodes.length === 0 || workload.startsWith('Node/')) {
    return Promise.resolve([]);
  }
  const ofNodes: EventQuery = {
    ...unfiltered(query),
    filters: [filter('cluster', cluster), filter('_kind', 'Node'), filter('name', ...nodes)],
  };
  const span: Span = { from: startMs - NODES_BEFORE_MS, to: Math.min(lastMs + 1, startMs + NODES_BEFORE_MS) };
  return store.list(ofNodes, span, 'oldest', AROUND);
}

/** How a container ended, if the record says so. */
export function deathOf(record: EventRecord): Death | undefined {
  const { exit_code: code, container = '' } = record.labels;
  if (!code) {
    return undefined;
  }
  const [, lastWords = ''] = /\. Its last message: ([\s\S]*)$/.exec(record.message) ?? [];
  return { record, reason: record.reason, exitCode: Number(code), container, atMs: record.timeMs, lastWords };
}

/** The change that the record is, if it is one. */
export function changeOf(record: EventRecord): Change | undefined {
  const { revision = '', changed = '', changed_by: by = '' } = record.labels;
  if (record.component !== OWN_COMPONENT || (!revision && !changed)) {
    return undefined;
  }
  return { record, revision, changed: changed.split(',').filter(Boolean).sort(), by, atMs: record.timeMs };
}

/** What stands near the start, nearest first: changes, scaling, trouble with nodes. */
function evidenceOf(records: readonly EventRecord[], startMs: number): Evidence[] {
  return records
    .flatMap((record): Evidence[] => {
      const distanceMs = record.timeMs - startMs;
      const what = whatIs(record);
      return what && distanceMs <= TOLERANCE_MS ? [{ record, distanceMs, what }] : [];
    })
    .sort((a, b) => Math.abs(a.distanceMs) - Math.abs(b.distanceMs))
    .slice(0, MOST_EVIDENCE);
}

const SCALING: ReadonlySet<string> = new Set(['ScalingReplicaSet', 'SuccessfulRescale']);

function whatIs(record: EventRecord): Evidence['what'] | undefined {
  if (changeOf(record)) {
    return 'change';
  }
  if (record.kind === 'Node') {
    const seriousness = entryOf(record)?.seriousness;
    return seriousness === 'trouble' || seriousness === 'severe' ? 'node' : undefined;
  }
  return SCALING.has(record.reason) ? 'scaling' : undefined;
}
