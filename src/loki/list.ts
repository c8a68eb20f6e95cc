import { type EventRecord } from '@kubernetes-events/event';
import { type EventQuery, logQuery, unfiltered } from '@kubernetes-events/logql';
import { EMPTY, expand, map, type Observable } from 'rxjs';
import { type Span } from '../shared/time/range';
import { recordsOf } from './frames';
import { ask } from './request';
import { type LokiSource } from './source';
import { type Priority } from './queue';

export const PAGE_SIZE = 500;

/**
 * The largest page to ask for. Loki's parts hand each other no more than 4 MiB at once by default
 * (`grpc_server_max_send_msg_size`), some 4,000 of our entries: it does not answer at all where there is more.
 */
export const LARGE_PAGE = 2000;

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
  limit = PAGE_SIZE,
  priority: Priority = 'high'
): Observable<Page> {
  const direction = order === 'newest' ? 'backward' : 'forward';
  const question = { expr: logQuery(query), queryType: 'range', maxLines: limit, direction } as const;
  return ask(source, question, span, priority).pipe(
    map((frames) => {
      const records = sorted(recordsOf(frames), order);
      return { records, whole: records.length < limit };
    })
  );
}

/** When the first event in a span happened, in milliseconds, whatever the query filters; undefined if none did. */
export function firstEventIn(source: LokiSource, query: EventQuery, span: Span): Observable<number | undefined> {
  return listEvents(source, unfiltered(query), span, 'oldest', 1, 'normal').pipe(
    map(({ records }) => records[0]?.timeMs)
  );
}

/** A page as far as it is found. */
export interface PartialPage extends Page {
  /** How far the search has come, in milliseconds; undefined once it is over. */
  reached?: number;
}

/** Parts of the range that are searched one after the other: what is near is found at once, however much there is. */
const REACHES = [1 / 64, 1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1];
const SHORT = 10 * 60_000;

/** As {@link listEvents}, part by part from the range's near end: what is found first is emitted first. */
export function searchEvents(
  source: LokiSource,
  query: EventQuery,
  span: Span,
  order: 'newest' | 'oldest',
  limit = PAGE_SIZE
): Observable<PartialPage> {
  const reaches = span.to - span.from > SHORT ? REACHES : [1];
  const search = (at: number, found: EventRecord[]): Observable<PartialPage & { at: number }> => {
    const [near, far] = [reaches[at - 1] ?? 0, reaches[at] ?? 1].map((part) => edgeAt(span, part, order));
    const part = order === 'newest' ? { from: far ?? 0, to: near ?? 0 } : { from: near ?? 0, to: far ?? 0 };
    return listEvents(source, query, part, order, limit).pipe(
      map(({ records, whole }) => {
        const all = [...found, ...records];
        const isLast = at === reaches.length - 1;
        const over = !whole || isLast || all.length >= limit;
        return { records: all, whole: whole && (isLast || !over), at, ...(!over && { reached: far }) };
      })
    );
  };
  return search(0, []).pipe(
    expand(({ reached, records, at }) => (reached === undefined ? EMPTY : search(at + 1, records)))
  );
}

const edgeAt = ({ from, to }: Span, part: number, order: 'newest' | 'oldest') =>
  Math.round(order === 'newest' ? to - (to - from) * part : from + (to - from) * part);

/** By time, to the nanosecond: frames of several requests come one after the other. */
function sorted(records: EventRecord[], order: 'newest' | 'oldest'): EventRecord[] {
  const sign = order === 'newest' ? -1 : 1;
  return records.sort((a, b) => sign * compareNanos(a.timestampNs, b.timestampNs));
}

/** Decimal texts of one length compare as their numbers do. */
export function compareNanos(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}
