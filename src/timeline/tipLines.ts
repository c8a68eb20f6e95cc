import { type EventRecord } from '@kubernetes-events/event';
import { foldedRows } from '../rows/fold';

/** One thing that happened, how often, and from when to when. */
export interface TipLine {
  /** The latest. */
  record: EventRecord;
  /** What the messages of all of them say. */
  message: string;
  count: number;
  from: number;
  to: number;
}

/** Events in order of time as lines, repeats as one: warnings first, then the latest. */
export function tipLines(records: readonly EventRecord[]): TipLine[] {
  return (
    foldedRows([...records].reverse(), 'object')
      // As the bar counts: what these events add, not what happened before them.
      .map(({ record, message, added, from, to }) => ({ record, message, count: added, from, to }))
      .sort((a, b) => Number(isWarning(b)) - Number(isWarning(a)) || b.to - a.to)
  );
}

const isWarning = ({ record }: TipLine) => record.type === 'Warning';
