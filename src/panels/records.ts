import { type DataFrame, FieldType } from '@grafana/data';
import { type EventRecord, isOther } from '@kubernetes-events/event';
import { type Place } from './EventAside';
import { recordsOf } from '../loki/frames';
import { compareNanos } from '../loki/list';
import { type Span } from '../shared/time/range';

/** What a panel's queries answered, as events. */
export interface PanelEvents {
  /** In order of time. */
  records: EventRecord[];
  /** By a record's id. */
  places: ReadonlyMap<string, Place>;
  /** Set where a query counts: these are numbers, not log lines. */
  numbers: boolean;
  /** Set where a query got as many lines as it may, so that there may be more. */
  limit?: number;
  /** From the oldest event to the newest, where there are any. */
  reach?: Span;
}

/** The line limit of Loki's data source if the query names none. */
const DEFAULT_LIMIT = 1000;

/** The events in the answers of all queries, each once; numbers and empty frames have none. */
export function eventsIn(frames: readonly DataFrame[], order: 'newest' | 'oldest'): PanelEvents {
  const records = new Map<string, EventRecord>();
  const places = new Map<string, Place>();
  let limit: number | undefined;
  for (const frame of frames.filter((candidate) => !isNumbers(candidate))) {
    recordsOf([frame]).forEach((record, row) => {
      records.set(record.id, record);
      places.set(record.id, { frame, row });
    });
    const most = frame.meta?.limit ?? DEFAULT_LIMIT;
    limit = frame.length >= most ? most : limit;
  }
  const sign = order === 'newest' ? -1 : 1;
  const sorted = [...records.values()].sort((a, b) => sign * compareNanos(a.timestampNs, b.timestampNs));
  return {
    records: sorted,
    reach: reachOf(sorted),
    places,
    numbers: frames.some(isNumbers),
    limit,
  };
}

/** Log frames have a line, whatever a transformation adds; others with a field of numbers are a count's answer. */
const isNumbers = ({ fields }: DataFrame) =>
  !fields.some(({ name }) => name === 'Line' || name === 'body') &&
  fields.some(({ type }) => type === FieldType.number);

function reachOf(sorted: readonly EventRecord[]): Span | undefined {
  const [first = NaN, last = NaN] = [sorted[0]?.timeMs, sorted.at(-1)?.timeMs];
  return sorted.length > 0 ? { from: Math.min(first, last), to: Math.max(first, last) } : undefined;
}

/** Whether the answer has events of other programs; undefined if it shows none, and only the query may say so. */
export const findsOthers = (records: readonly EventRecord[]): true | undefined =>
  records.some(({ shape }) => isOther(shape)) || undefined;
