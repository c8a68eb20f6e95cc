import { type EventRecord } from '@kubernetes-events/event';
import { type ObjectIdentity, workloadIdentity } from '@kubernetes-events/logql';
import { commonMessage, template } from './message';

/** A line of the list: one event, or all events of the same thing. */
export interface Row {
  key: string;
  /** The first of them in the list's order. */
  record: EventRecord;
  /** All of them, that one too. */
  repeats: EventRecord[];
  /** What the messages of all of them say. */
  message: string;
  /** How often it happened so far: at least what the loaded events add, and at least what the API server counted. */
  count: number;
  /** How often it happened from `from` to `to`. */
  added: number;
  /** In milliseconds. */
  from: number;
  to: number;
  /** How many objects the events are of, and how many hosts. */
  objects: number;
  hosts: number;
  /** An event shown below its row, as the row is open. */
  raw?: boolean;
}

/** What rows are apart by: each object, or all pods of a workload together. */
type FoldBy = 'object' | 'workload';

/** The list's rows: one for each event, or folded. */
export const rowsOf = (records: readonly EventRecord[], fold: boolean, open = NONE): Row[] =>
  fold ? foldedRows(records, 'workload', open) : records.map((record) => rowOf(record.id, [record]));

const NONE: ReadonlySet<string> = new Set();

/**
 * One row for what is the same but for the time, and the numbers and generated names in the message.
 *
 * @param open the keys of the rows that are followed by a row for each of their events
 */
export function foldedRows(records: readonly EventRecord[], by: FoldBy, open = NONE): Row[] {
  return [...Map.groupBy(records, (record) => sameness(record, by))].flatMap(([key, repeats]) => {
    const row = rowOf(key, repeats);
    return open.has(key) && repeats.length > 1
      ? [row, ...repeats.map((record) => ({ ...rowOf(`${key}${record.id}`, [record]), raw: true }))]
      : [row];
  });
}

/** What a row is about: its object, or the workload of several. */
export const objectOf = ({ record, objects }: Row): ObjectIdentity =>
  objects > 1 ? workloadIdentity(record, record.workload) : record;

/** How often the events say that it happened, each by what it adds. */
const occurrencesIn = (records: readonly EventRecord[]) => records.reduce((sum, { increment }) => sum + increment, 0);

function rowOf(key: string, repeats: EventRecord[]): Row {
  const [record] = repeats as [EventRecord];
  const times = repeats.map(({ timeMs }) => timeMs);
  return {
    key,
    record,
    repeats,
    message: commonMessage(repeats.map(({ message }) => message)),
    count: countOf(repeats),
    added: occurrencesIn(repeats),
    // Not spread: there may be more than a call takes.
    from: times.reduce((least, time) => Math.min(least, time)),
    to: times.reduce((most, time) => Math.max(most, time)),
    objects: new Set(repeats.map(objectKey)).size,
    hosts: new Set(repeats.map(({ host }) => host)).size,
  };
}

const objectKey = ({ name, objectUid }: EventRecord) => `${name}\u0000${objectUid}`;

/** Each Event of the API server counts for itself: the higher of its own count and what its loaded revisions add. */
function countOf(repeats: readonly EventRecord[]): number {
  const events = Map.groupBy(repeats, (record) => record.eventUid || record.event || objectKey(record));
  return [...events.values()].reduce((sum, revisions) => sum + countOfOne(revisions), 0);
}

const countOfOne = (revisions: readonly EventRecord[]) =>
  revisions.reduce((most, { count }) => Math.max(most, count), occurrencesIn(revisions));

/** Numbers that make it another thing: a death by SIGSEGV is none by exit code 1. */
const differing = ({ exit_code: exitCode = '', revision = '' }: Record<string, string>) => [exitCode, revision];

function sameness(record: EventRecord, by: FoldBy): string {
  const { type, cluster, kind, namespace, reason, fieldPath, message, component, workload, labels } = record;
  const object = by === 'workload' && kind === 'Pod' && workload ? workload : objectKey(record);
  return [
    type,
    cluster,
    kind,
    namespace,
    object,
    reason,
    fieldPath,
    component,
    ...differing(labels),
    template(message),
  ].join('\u0000');
}
