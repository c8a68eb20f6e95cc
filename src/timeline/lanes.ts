import { type EventRecord } from '@kubernetes-events/event';
import { occasionOf } from '../fields/occasion';
import { groupKey, labelsOf, tellingLabels } from '../loki/groupLabels';
import { type Span } from '../shared/time/range';

/** One row of the timeline: all that happened to one object, or in one group. */
export interface Lane {
  key: string;
  /** The one that names it last; without labels that no lane has a value for. */
  values: Record<string, string>;
  /** In order of time. */
  records: EventRecord[];
  warnings: number;
  /** The records' times, and how many occurrences and warnings there are before each of them, and in all. */
  times: Float64Array;
  occurrencesBefore: Uint32Array;
  warningsBefore: Uint32Array;
  /** For each record, where the run of records with its reason ends. */
  reasonEnds: Uint32Array;
  /** Where the deaths and changes stand among the records. */
  occasions: number[];
}

/** The records in lanes by these labels: those with warnings first, then the busiest. */
export function lanesOf(records: readonly EventRecord[], by: readonly string[]): Lane[] {
  const groups = new Map<string, { labels: Record<string, string>; records: EventRecord[] }>();
  for (const record of records) {
    const labels = labelsOf(record, by);
    const key = groupKey(labels, by);
    const group = groups.get(key);
    if (group) {
      group.records.push(record);
    } else {
      groups.set(key, { labels, records: [record] });
    }
  }
  const found = [...groups];
  const telling = tellingLabels(
    found.map(([, { labels }]) => labels),
    by
  );
  return found
    .map(([key, { labels, records: own }]) =>
      laneOf(key, Object.fromEntries(telling.map((label) => [label, labels[label] ?? ''])), own)
    )
    .sort((a, b) => b.warnings - a.warnings || b.records.length - a.records.length);
}

function laneOf(key: string, values: Record<string, string>, records: EventRecord[]): Lane {
  records.sort((a, b) => a.timeMs - b.timeMs);
  const times = Float64Array.from(records, ({ timeMs }) => timeMs);
  const occurrencesBefore = new Uint32Array(records.length + 1);
  const warningsBefore = new Uint32Array(records.length + 1);
  records.forEach(({ increment, type }, at) => {
    occurrencesBefore[at + 1] = (occurrencesBefore[at] ?? 0) + increment;
    warningsBefore[at + 1] = (warningsBefore[at] ?? 0) + Number(type === 'Warning');
  });
  const reasonEnds = new Uint32Array(records.length);
  for (let at = records.length - 1; at >= 0; at--) {
    const same = records[at]?.reason === records[at + 1]?.reason;
    reasonEnds[at] = same ? (reasonEnds[at + 1] ?? 0) : at + 1;
  }
  const occasions = records.flatMap((record, at) => (occasionOf(record) ? at : []));
  const warnings = warningsBefore.at(-1) ?? 0;
  return { key, values, records, times, occurrencesBefore, warningsBefore, reasonEnds, occasions, warnings };
}

/** The time from the first record of all lanes to the last. */
export function extentOf(lanes: readonly Lane[]): Span | undefined {
  const from = Math.min(...lanes.map(({ times }) => times[0] ?? Infinity));
  const to = Math.max(...lanes.map(({ times }) => times.at(-1) ?? -Infinity));
  return from <= to ? { from, to } : undefined;
}

/** Where in a lane the first record at or after the instant stands. */
export function firstAt(times: Float64Array, ms: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < ms) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
