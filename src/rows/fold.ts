import { type EventRecord } from '@kubernetes-events/event';
import { template } from './message';

/** A line of the list: one sighting, or all of the same thing, told once. */
export interface Row {
  key: string;
  /** The first of them in the list's order. */
  record: EventRecord;
  /** All of them, that one too. */
  repeats: EventRecord[];
  /** How often it happened, as far as the loaded sightings tell. */
  count: number;
  /** From when to when, in milliseconds. */
  from: number;
  to: number;
  /** A sighting shown below its row, as the row is open. */
  raw?: boolean;
}

/** One row for each sighting. */
export const plainRows = (records: readonly EventRecord[]): Row[] => records.map((record) => rowOf(record));

function rowOf(record: EventRecord): Row {
  return { key: record.id, record, repeats: [record], count: record.count, from: record.timeMs, to: record.timeMs };
}

/** One row for what is the same but for the time and the numbers in the message. */
export function foldedRows(records: readonly EventRecord[], open: ReadonlySet<string>): Row[] {
  const rows = new Map<string, Row>();
  for (const record of records) {
    const key = sameness(record);
    const row = rows.get(key);
    if (row) {
      row.repeats.push(record);
      row.from = Math.min(row.from, record.timeMs);
      row.to = Math.max(row.to, record.timeMs);
    } else {
      rows.set(key, { ...rowOf(record), key });
    }
  }
  return [...rows.values()].flatMap((row) => {
    const folded = { ...row, count: countOf(row.repeats) };
    return open.has(row.key) && row.repeats.length > 1
      ? [folded, ...row.repeats.map((record) => ({ ...rowOf(record), key: `${row.key}${record.id}`, raw: true }))]
      : [folded];
  });
}

/** The higher of what the sightings add up to and what the event itself has counted. */
function countOf(repeats: readonly EventRecord[]): number {
  const added = repeats.reduce((sum, { increment }) => sum + increment, 0);
  return Math.max(added, ...repeats.map(({ count }) => count));
}

function sameness({
  type,
  cluster,
  kind,
  namespace,
  name,
  objectUid,
  reason,
  fieldPath,
  message,
  component,
}: EventRecord): string {
  return [type, cluster, kind, namespace, name, objectUid, reason, fieldPath, component, template(message)].join(
    '\u0000'
  );
}
