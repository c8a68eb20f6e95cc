import { type EventRecord } from '@kubernetes-events/event';
import { foldedRows } from '../rows/fold';

/** One thing that happened, how often, and from when to when. */
export interface TipLine {
  /** The latest. */
  record: EventRecord;
  count: number;
  from: number;
  to: number;
}

const NONE_OPEN: ReadonlySet<string> = new Set();

/** Events in order of time as lines, repeats as one: warnings first, then the latest. */
export function tipLines(records: readonly EventRecord[]): TipLine[] {
  return foldedRows([...records].reverse(), NONE_OPEN)
    .map(({ record, repeats, from, to }) => ({
      record,
      // As the bar counts: what these events add, not what happened before them.
      count: repeats.reduce((sum, { increment }) => sum + increment, 0),
      from,
      to,
    }))
    .sort((a, b) => Number(isWarning(b)) - Number(isWarning(a)) || b.to - a.to);
}

const isWarning = ({ record }: TipLine) => record.type === 'Warning';
