import { type EventRecord } from '@kubernetes-events/event';
import { type EventQuery } from '@kubernetes-events/logql';
import { EMPTY, expand, map, type Observable, of, reduce, switchMap } from 'rxjs';
import { appended, nextSpan } from '../loki/pages';
import { counts } from '../loki/counts';
import { listEvents, type Page } from '../loki/list';
import { type LokiSource } from '../loki/source';
import { type Span } from '../shared/time/range';

/** Grafana's own limit of lines a query. */
const PAGE = 1000;
/** More than this is more than anybody reads as it comes. */
const MOST = 10_000;

/** The events of a span that the tail missed. */
export interface Gap {
  records: EventRecord[];
  /** How many more there were, beyond those that are fetched. */
  beyond: number;
}

/**
 * The span's events, page by page, the newest ones where there are very many.
 *
 * @param known what is before this instant (milliseconds) has come already, or most of it
 */
export function catchUp(source: LokiSource, query: EventQuery, span: Span, known: number): Observable<Gap> {
  const ask = (part: Span) => listEvents(source, query, part, 'newest', PAGE);
  let loaded = 0;
  return ask(span).pipe(
    expand((page: Page) => {
      loaded += page.records.length;
      const last = page.records.at(-1);
      return page.whole || !last || loaded >= MOST ? EMPTY : ask(nextSpan(span, last, 'newest'));
    }),
    reduce((all: Page, page: Page) => ({ records: appended(all.records, page.records), whole: page.whole }), {
      records: [],
      whole: true,
    } as Page),
    switchMap(({ records, whole }) => {
      const oldest = records.at(-1)?.timeMs ?? known;
      return whole || oldest <= known
        ? of({ records, beyond: 0 })
        : counts(source, query, { from: known, to: oldest }, [], { what: 'entries' }).pipe(
            map(([all]) => ({ records, beyond: all?.count ?? 0 }))
          );
    })
  );
}
