import { type EventRecord, OWN_COMPONENT } from '@kubernetes-events/event';
import { type EventQuery, including, unfiltered } from '@kubernetes-events/logql';
import { explain } from '@kubernetes-events/reasons';
import { NODE_TROUBLE } from './counts.ts';
import { type Change, type Death, type Details, type Evidence, type Problem } from './problem.ts';
import { stateOf } from './candidates.ts';
import { BEFORE_LAST_WORDS } from './say.ts';
import { kindOf, signOf } from './signs.ts';
import { besideIt, changesOf, inWorkload, newestOf, ofProblem, PREEMPTED, SCALING, unique } from './own.ts';
import { recoveredAfter } from './recovery.ts';
import { beginningBefore } from './since.ts';
import { type Store } from './store.ts';
import { HOUR, MINUTE, SECOND } from './units.ts';

/** How long before a problem its workload's changes are looked for. */
const BEFORE_MS = 24 * HOUR;
/** How long before a node was lost its kubelet's word about its pods is looked for: a healthy pod may have none for days. */
const PODS_BEFORE_MS = 7 * 24 * HOUR;
/** How long before a problem its workload may have been scaled, or its nodes in trouble, to stand beside it. */
const BESIDE_MS = HOUR;
/** Clocks differ, and some events have whole seconds: what comes this much after the start may still be before it. */
const TOLERANCE_MS = MINUTE;
const MOST_OF_NODES = 300;
const AROUND = 50;
const MOST_CHANGES = 100;
const MOST_PODS = 20;
const MOST_NODES = 10;
const MOST_NODES_AT_ONCE = 50;
export const MOST_EVIDENCE = 8;

/** A problem with what its own events say; its rank is still that of the counts. */
export async function withDetails(store: Store, query: EventQuery, problem: Problem, nowMs: number): Promise<Problem> {
  const base = inWorkload(query, problem);
  const own = ofProblem(base, problem);
  const atStart = { from: problem.startMs - BESIDE_MS, to: problem.startMs + problem.buckets.step };
  const [{ found, partly }, changed, beside] = await Promise.all([
    newestOf(store, own, problem),
    store.list(changesOf(base, problem), { from: problem.startMs - BEFORE_MS, to: nowMs }, 'newest', MOST_CHANGES),
    store.list(besideIt(base, problem), atStart, 'newest', AROUND),
  ]);
  const records = found.filter((record) => belongs(record, problem));
  const newest = tellingOf(records, problem);
  if (!newest) {
    return problem;
  }
  const pods = unique(records.filter(({ kind }) => kind === 'Pod').map(({ name }) => name));
  const hosts = unique(records.map(({ host }) => host));
  const nodes = hosts.length > 0 ? hosts.slice(0, MOST_NODES) : await nodesOf(store, query, problem, pods);
  const { startMs, whole } = await beginningOf(store, own, problem, partly ? undefined : records.at(-1));
  const recovered = await recoveredAfter(store, base, problem, records);
  const changes = changed.flatMap((record) => changeOf(record) ?? []).sort(newestFirst);
  const details: Details = {
    newest,
    pods,
    nodes,
    partly,
    death: records.map(deathOf).find((death) => death !== undefined),
    change: changes.find(({ atMs }) => atMs <= startMs + TOLERANCE_MS),
    after: changes.findLast(({ atMs }) => atMs > newest.timeMs),
    // What a problem of a Node is counted from is no evidence for it.
    evidence: evidenceOf(
      [...changed, ...beside].filter((record) => !belongs(record, problem)),
      startMs
    ),
    recovered,
    commands: entryOf(newest)?.look ?? [],
  };
  const read = { ...problem, startMs, lastMs: records[0]!.timeMs, startsBefore: !whole, details };
  return { ...read, state: recovered ? 'over' : stateOf(read, nowMs) };
}

/** Problems with the trouble of the nodes that their pods run on, from an hour before, among their evidence. */
export async function withNodeTrouble(
  store: Store,
  query: EventQuery,
  problems: readonly Problem[]
): Promise<Problem[]> {
  const concerned = problems.filter(({ workload, details }) => details && !workload.startsWith('Node/'));
  const nodes = unique(concerned.flatMap(({ details }) => details!.nodes)).slice(0, MOST_NODES_AT_ONCE);
  if (nodes.length === 0) {
    return [...problems];
  }
  const ofNodes: EventQuery = {
    ...unfiltered(query),
    filters: [including('_kind', 'Node'), including('name', ...nodes), including('reason', ...NODE_TROUBLE)],
  };
  const from = Math.min(...concerned.map(({ startMs }) => startMs)) - BESIDE_MS;
  const to = Math.max(...concerned.map(({ startMs }) => startMs)) + TOLERANCE_MS;
  const records = await store.list(ofNodes, { from, to }, 'newest', MOST_OF_NODES);
  return problems.map((problem) => {
    if (!concerned.includes(problem)) {
      return problem;
    }
    const { details, cluster, startMs } = problem;
    const near = records.filter(
      (record) =>
        record.cluster === cluster && details?.nodes.includes(record.name) && record.timeMs >= startMs - BESIDE_MS
    );
    return details && near.length > 0
      ? { ...problem, details: { ...details, evidence: nearest([...details.evidence, ...evidenceOf(near, startMs)]) } }
      : problem;
  });
}

/** The times of changes are in whole seconds: of two in one second, the higher revision is the later one. */
const newestFirst = (a: Change, b: Change): number =>
  Math.floor(b.atMs / SECOND) - Math.floor(a.atMs / SECOND) || Number(b.revision) - Number(a.revision);

/**
 * When the first of the problem's events was, and whether it is known that there is none before.
 *
 * @param oldest of its events in the range, if all of them were read
 */
async function beginningOf(
  store: Store,
  own: EventQuery,
  { startsBefore, startMs, lastMs, buckets }: Problem,
  oldest: EventRecord | undefined
): Promise<{ startMs: number; whole: boolean }> {
  if (startsBefore) {
    return beginningBefore(store, own, startMs);
  }
  const to = Math.min(startMs + buckets.step, lastMs + 1);
  const [first] = oldest ? [oldest] : await store.list(own, { from: startMs, to }, 'oldest', 1);
  return { startMs: first?.timeMs ?? startMs, whole: true };
}

/** What controllers say of a lost node's pods does not name it: what its kubelet said of them before does. */
async function nodesOf(
  store: Store,
  query: EventQuery,
  { cluster, namespace, mode, startMs, lastMs }: Problem,
  pods: readonly string[]
): Promise<string[]> {
  if (mode !== 'node' || pods.length === 0) {
    return [];
  }
  const ofPods: EventQuery = {
    ...unfiltered(query),
    filters: [
      including('cluster', cluster),
      including('_namespace', namespace),
      including('name', ...pods.slice(0, MOST_PODS)),
      { field: '_host', values: [''], exclude: true },
    ],
  };
  const records = await store.list(ofPods, { from: startMs - PODS_BEFORE_MS, to: lastMs + 1 }, 'newest', AROUND);
  return unique(records.map(({ host }) => host)).slice(0, MOST_NODES);
}

/** Says only that it is tried again, or repeats a word of the status. */
const SAYS_LITTLE = /^Back-off |^Error: \w+$/;

/** The newest of the events that give a problem its mode, if there is one that says why. */
function tellingOf(records: readonly EventRecord[], { mode }: Problem): EventRecord | undefined {
  const own = records.filter((record) => modeOfRecord(record) === mode);
  return own.find(({ message }) => !SAYS_LITTLE.test(message)) ?? own[0] ?? records[0];
}

const modeOfRecord = (record: EventRecord) => kindOf(record.reason, record.kind, record.type, signOf(record))?.mode;

/** Whether a record is one of those that the problem is counted from. */
function belongs(record: EventRecord, { groups }: Problem): boolean {
  const sign = signOf(record);
  return groups.some((group) => group.reason === record.reason && group.type === record.type && group.sign === sign);
}

const entryOf = ({ reason, kind, type, component, message }: EventRecord) =>
  explain(reason, { kind, type, component, message }).entry;

/** What the collector says of the end of a container, and the container's own last words after it. */
function deathWords(message: string): Pick<Death, 'text' | 'lastWords'> {
  const [text = '', ...lastWords] = message.split(BEFORE_LAST_WORDS);
  return { text, lastWords: lastWords.join(BEFORE_LAST_WORDS) };
}

/** How a container ended, if the record says so. */
export function deathOf(record: EventRecord): Death | undefined {
  const { exit_code: code, container = '' } = record.labels;
  if (!code) {
    return undefined;
  }
  const { reason, timeMs: atMs, message } = record;
  return { record, reason, exitCode: Number(code), container, atMs, ...deathWords(message) };
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
  return nearest(
    records.flatMap((record): Evidence[] => {
      const distanceMs = record.timeMs - startMs;
      const what = whatIs(record);
      return what && distanceMs <= TOLERANCE_MS ? [{ record, distanceMs, what }] : [];
    })
  );
}

const nearest = (evidence: readonly Evidence[]): Evidence[] =>
  [...evidence].sort((a, b) => Math.abs(a.distanceMs) - Math.abs(b.distanceMs)).slice(0, MOST_EVIDENCE);

function whatIs(record: EventRecord): Evidence['what'] | undefined {
  if (changeOf(record)) {
    return 'change';
  }
  if (record.kind === 'Node') {
    return NODE_TROUBLE.includes(record.reason) ? 'node' : undefined;
  }
  return SCALING.includes(record.reason) ? 'scaling' : record.reason === PREEMPTED ? 'other' : undefined;
}
