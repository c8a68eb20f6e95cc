import { type EventRecord } from '@kubernetes-events/event';
import { type EventQuery } from '@kubernetes-events/logql';
import { filter, map, type Observable, of, switchMap } from 'rxjs';
import { LARGE_PAGE, listEvents, searchEvents } from '../loki/list';
import { type LokiSource } from '../loki/source';
import { type Span } from '../shared/time/range';
import { type ListPage } from './loaded';
import { type Order, spanBeyond, unknownOf } from '../loki/pages';

/** Which events a list has, and in which order. */
export interface ListQuestion {
  source: LokiSource;
  query: EventQuery;
  order: Order;
}

/**
 * The page of the span after the records that are known, as far as it is found. A page that holds nothing but known
 * records of one millisecond cannot be passed by time: it is loaded again as large as Loki returns it, and if that is
 * not enough, the list continues beyond that millisecond and says so.
 */
export function nextPage(question: ListQuestion, span: Span, known: EventRecord[]): Observable<ListPage> {
  const { source, query, order } = question;
  const isStuck = ({ records, whole }: ListPage) => !whole && unknownOf(records, known).length === 0;
  return searchEvents(source, query, span, order).pipe(
    switchMap((page) => (isStuck(page) ? listEvents(source, query, span, order, LARGE_PAGE) : of(page))),
    switchMap((page) => (isStuck(page) ? pageBeyond(question, span, known) : of(page))),
    // Nothing in the nearest part of the range is no answer yet.
    filter((page: ListPage) => page.records.length > 0 || page.reached === undefined)
  );
}

function pageBeyond({ source, query, order }: ListQuestion, span: Span, known: EventRecord[]): Observable<ListPage> {
  const last = known.at(-1);
  if (!last) {
    return of({ records: [], whole: true });
  }
  const cut = last.timeMs;
  const rest = spanBeyond(span, last, order);
  return rest.to <= rest.from
    ? of({ records: [], whole: true, cut })
    : searchEvents(source, query, rest, order).pipe(map((page) => ({ ...page, cut })));
}
