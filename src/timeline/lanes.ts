import { type EventRecord } from '@kubernetes-events/event';
import { valueOf } from '../loki/leading';

/** One row of the timeline: all that happened to one object, or in one group. */
export interface Lane {
  key: string;
  values: Record<string, string>;
  /** In order of time. */
  records: EventRecord[];
  warnings: number;
}

/** The records in lanes by these labels: those with warnings first, then the busiest. */
export function lanesOf(records: readonly EventRecord[], by: readonly string[]): Lane[] {
  const lanes = new Map<string, Lane>();
  for (const record of records) {
    const values = Object.fromEntries(by.map((label) => [label, valueOf(record, label)]));
    const key = Object.values(values).join('\u0000');
    const lane = lanes.get(key) ?? { key, values, records: [], warnings: 0 };
    lane.records.push(record);
    lane.warnings += record.type === 'Warning' ? 1 : 0;
    lanes.set(key, lane);
  }
  for (const { records: own } of lanes.values()) {
    own.sort((a, b) => a.timeMs - b.timeMs);
  }
  return [...lanes.values()].sort((a, b) => b.warnings - a.warnings || b.records.length - a.records.length);
}

/** Where in a lane the first record at or after the instant stands. */
export function firstAt(records: readonly EventRecord[], ms: number): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((records[middle]?.timeMs ?? 0) < ms) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
