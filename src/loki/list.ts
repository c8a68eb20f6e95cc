import { type EventRecord } from '@kubernetes-events/event';
import { type EventQuery, logQuery } from '@kubernetes-events/logql';
import { map, type Observable } from 'rxjs';
import { type Span } from '../shared/time/range';
import { recordsOf } from './frames';
import { ask } from './request';
import { type LokiSource } from './source';

const PAGE_SIZE = 500;

/** The first `limit` events of the span in that order, and whether it was all of them. */
export interface Page {
  records: EventRecord[];
  whole: boolean;
}

export function listEvents(
  source: LokiSource,
  query: EventQuery,
  span: Span,
  order: 'newest' | 'oldest',
  limit = PAGE_SIZE
): Observable<Page> {
  const direction = order === 'newest' ? 'backward' : 'forward';
  const question = { expr: logQuery(query), queryType: 'range', maxLines: limit, direction } as const;
  return ask(source, question, span).pipe(
    map((frames) => {
      const records = sorted(recordsOf(frames), order);
      return { records, whole: records.length < limit };
    })
  );
}

/** By time, to the nanosecond: frames of several requests come one after the other. */
function sorted(records: EventRecord[], order: 'newest' | 'oldest'): EventRecord[] {
  const sign = order === 'newest' ? -1 : 1;
  return records.sort((a, b) => sign * compareNanos(a.timestampNs, b.timestampNs));
}

/** Decimal texts of one length compare as their numbers do. */
export function compareNanos(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}
