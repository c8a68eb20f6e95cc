import { type EventRecord } from '@kubernetes-events/event';
import { type EventQuery, logQuery } from '@kubernetes-events/logql';
import {
  BehaviorSubject,
  catchError,
  concat,
  defer,
  distinctUntilChanged,
  EMPTY,
  exhaustMap,
  filter,
  finalize,
  fromEvent,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  race,
  repeat,
  Subject,
  switchMap,
  take,
  takeUntil,
  tap,
  timer,
} from 'rxjs';
import { LokiError } from '../loki/error';
import { listEvents } from '../loki/list';
import { type LokiSource } from '../loki/source';
import { catchUp } from './catchUp';
import { Rate } from './rate';
import { Seen } from './seen';
import { tail } from './tail';
import { SECOND } from '../shared/time/units';

export type FeedState = 'connecting' | 'live' | 'polling' | 'lost';

/** What the feed emits. */
export type News =
  | { what: 'state'; state: FeedState; error?: LokiError }
  /** `now`: they came as they happened; else they are what was missed. */
  | { what: 'events'; records: EventRecord[]; now: boolean }
  | { what: 'dropped'; count: number };

/** Events within this of the start are shown at once, so that the page is not empty. */
const BACK = 300 * SECOND;
const FIRST_WAIT = SECOND;
const LONGEST_WAIT = 30 * SECOND;
const POLL = 2 * SECOND;
/**
 * How often a query looks for what the tail left out. Loki's tail says nothing of most of it: at 500 events a second
 * it passes on about 200 (3.7.8, measured). And one that died without a word looks like one on which nothing happens.
 */
const SWEEP = 5 * SECOND;
/** How far back a query asks again, as events come late: less far where they are many. */
const LONGEST_OVERLAP = 60 * SECOND;
const SHORTEST_OVERLAP = 2 * SECOND;
const OVERLAPPING = 2000;
/** What happened this long ago has come over a tail that lives. */
const LATE = 2 * SECOND;

/**
 * Events as they come, each once: over Loki's tail, and by queries where that is refused, cut or silent. A query fills
 * each gap, so that a lost connection loses nothing.
 */
export function feed(source: LokiSource, query: EventQuery, proxy: string): Observable<News> {
  return defer(() => {
    const expr = logQuery(query);
    const seen = new Seen(Date.now());
    const open = new BehaviorSubject(false);
    const dead = new Subject<void>();
    let heard = false;
    let wait = FIRST_WAIT;
    let asked = Date.now();
    const began = asked;
    const rate = new Rate();

    const eventsOf = (records: readonly EventRecord[], now: boolean): News => {
      const fresh = seen.fresh(records, Date.now());
      rate.add(now ? fresh.length : 0, Date.now());
      return { what: 'events', records: fresh, now };
    };
    const overlap = () =>
      Math.min(Math.max((OVERLAPPING / rate.at(Date.now())) * SECOND, SHORTEST_OVERLAP), LONGEST_OVERLAP);
    const missed = (now: boolean) =>
      defer(() => {
        const [known, to] = [Math.min(asked, seen.newest), Date.now()];
        const from = Math.max(known - overlap(), began - SECOND);
        return catchUp(source, query, { from, to: to + SECOND }, known).pipe(
          tap(() => (asked = to)),
          mergeMap(({ records, beyond }): News[] => [eventsOf(records, now), { what: 'dropped', count: beyond }])
        );
      });
    const before = listEvents(source, query, { from: began - BACK, to: began }, 'newest').pipe(
      map(({ records }) => eventsOf(records, false))
    );
    // A gap that cannot be filled now is filled when the connection is next made, or by the next round.
    const quietly = (news: Observable<News>) => news.pipe(catchError(() => EMPTY));

    const connection = defer(() => tail(proxy, expr, Date.now() - SECOND)).pipe(
      takeUntil(dead),
      mergeMap((part): News[] => {
        if (part.what === 'open') {
          wait = FIRST_WAIT;
          open.next(true);
          return [];
        }
        heard = true;
        return [eventsOf(part.records, true), { what: 'dropped', count: part.dropped }];
      }),
      finalize(() => open.next(false))
    );
    const connections = connection.pipe(
      repeat({
        delay: () => {
          const after = timer(wait);
          wait = Math.min(wait * 2, LONGEST_WAIT);
          return race(after, fromEvent(window, 'online')).pipe(take(1));
        },
      })
    );

    const isLate = (news: News) =>
      news.what === 'events' && news.records.some(({ timeMs }) => timeMs < Date.now() - LATE);
    const sweep = () => {
      const silent = !heard;
      let late = false;
      heard = false;
      return quietly(missed(true)).pipe(
        // Ends the connection, and with it this, once what it found has been passed on.
        tap({ next: (news) => (late ||= isLate(news)), complete: () => silent && late && dead.next() })
      );
    };
    const whileOpen = () =>
      concat(
        of<News>({ what: 'state', state: 'live' }),
        quietly(missed(false)).pipe(tap(() => (heard = true))),
        timer(SWEEP, SWEEP).pipe(exhaustMap(sweep))
      );
    const whileClosed = (first: boolean) =>
      concat(
        first ? EMPTY : of<News>({ what: 'state', state: 'lost' }),
        timer(POLL, POLL).pipe(
          exhaustMap(() =>
            concat(missed(true), of<News>({ what: 'state', state: 'polling' })).pipe(
              catchError((cause: unknown) => of<News>({ what: 'state', state: 'lost', error: LokiError.of(cause) }))
            )
          )
        )
      );

    const news: Observable<News> = merge(
      quietly(before),
      open.pipe(
        distinctUntilChanged(),
        switchMap((isOpen, at) => (isOpen ? whileOpen() : whileClosed(at === 0)))
      ),
      connections
    );
    return news.pipe(filter(isNews));
  });
}

const isNews = (news: News) =>
  !((news.what === 'events' && news.records.length === 0) || (news.what === 'dropped' && news.count === 0));
