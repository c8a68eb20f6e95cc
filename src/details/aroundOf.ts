import { type EventRecord } from '@kubernetes-events/event';
import { type EventQuery, objectQuery } from '@kubernetes-events/logql';
import { combineLatest, map, type Observable } from 'rxjs';
import { compareNanos, listEvents } from '../loki/list';
import { type LokiSource } from '../loki/source';
import { isNearLimit } from './recorderLimit';
import { foldedRows, type Row, rowsOf } from '../rows/fold';
import { HOUR } from '../shared/time/units';

/** How many events are read on each side, and how many rows of them are shown. */
const READ = 200;
const ROWS = 5;

/** An event among those of its object in the hour before and the hour after it, repeats folded, the newest first. */
export interface AroundEvents {
  after: Row[];
  own: Row;
  before: Row[];
  /** Whether there are events within that time that no row has. */
  more: boolean;
  /** Whether the recorder may have dropped events of the same component. */
  nearLimit: boolean;
}

export function aroundOf(source: LokiSource, query: EventQuery, record: EventRecord): Observable<AroundEvents> {
  const { timeMs } = record;
  const own = objectQuery(query, record);
  return combineLatest([
    listEvents(source, own, { from: timeMs - HOUR, to: timeMs + 1 }, 'newest', READ),
    listEvents(source, own, { from: timeMs, to: timeMs + HOUR }, 'oldest', READ),
  ]).pipe(
    map(([older, newer]) => {
      // Both have the events of the record's own millisecond.
      const before = older.records.filter((other) => isBefore(other, record));
      const after = newer.records.filter((other) => isBefore(record, other));
      const rows = [foldedRows(after, 'object'), foldedRows(before, 'object')];
      const [nextRows = [], lastRows = []] = rows.map((all) => all.slice(0, ROWS));
      const [self] = rowsOf([record], false) as [Row];
      const more = !older.whole || !newer.whole || rows.some((all) => all.length > ROWS);
      const nearLimit = isNearLimit(record, before);
      return { after: nextRows.reverse(), own: self, before: lastRows, more, nearLimit };
    })
  );
}

/** By time, and by ID among events of one instant. */
const isBefore = (a: EventRecord, b: EventRecord) =>
  (compareNanos(a.timestampNs, b.timestampNs) || (a.id < b.id ? -1 : Number(a.id > b.id))) < 0;
