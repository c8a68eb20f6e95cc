import { type EventRecord } from '@kubernetes-events/event';
import { type EventQuery, logQuery } from '@kubernetes-events/logql';
import {
  BehaviorSubject,
  catchError,
  concat,
  debounceTime,
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
  startWith,
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

export type FeedState = 'connecting' | 'live' | 'polling' | 'lost';

/** What the feed tells of. */
export type News =
  | { what: 'state'; state: FeedState; error?: LokiError }
  /** `now`: they came as they happened; else they are what was missed. */
  | { what: 'events'; records: EventRecord[]; now: boolean }
  | { what: 'dropped'; count: number };

const SECOND = 1000;
/** Events within this of the start are shown at once, so that the page is not empty. */
const BACK = 300 * SECOND;
const FIRST_WAIT = SECOND;
const LONGEST_WAIT = 30 * SECOND;
const POLL = 2 * SECOND;
/** Loki's ingesters know of a new tail within a moment: asked once more after it, nothing falls in between. */
const SETTLED = 2 * SECOND;
/** A connection that died without a word looks like one on which nothing happens. */
const SILENCE = 20 * SECOND;
/** How far back a query asks again, as events come late: less far where they are many. */
const LONGEST_OVERLAP = 60 * SECOND;
const SHORTEST_OVERLAP = 5 * SECOND;
const OVERLAPPING = 2000;

/**
 * Events as they come, each once: over Loki's tail, and by queries where that is refused, cut or silent. A query fills
 * each gap, so that a lost connection loses nothing.
 */
export function feed(source: LokiSource, query: EventQuery, proxy: string): Observable<News> {
  return defer(() => {
    const expr = logQuery(query);
    const seen = new Seen(Date.now());
    const open = new BehaviorSubject(false);
    const heard = new Subject<void>();
    const dead = new Subject<void>();
    let wait = FIRST_WAIT;
    const rate = new Rate();
    const began = Date.now();

    const eventsOf = (records: readonly EventRecord[], now: boolean): News => ({
      what: 'events',
      records: seen.fresh(records, Date.now()),
      now,
    });
    const overlap = () =>
      Math.min(Math.max((OVERLAPPING / rate.at(Date.now())) * SECOND, SHORTEST_OVERLAP), LONGEST_OVERLAP);
    const missed = (now: boolean) => {
      const from = Math.max(seen.newest - overlap(), began - SECOND);
      return catchUp(source, query, { from, to: Date.now() + SECOND }, seen.newest).pipe(
        mergeMap(({ records, beyond }): News[] => [eventsOf(records, now), { what: 'dropped', count: beyond }])
      );
    };
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
        heard.next();
        rate.add(part.records.length, Date.now());
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

    const whileOpen = () =>
      merge(
        of<News>({ what: 'state', state: 'live' }),
        quietly(missed(false)),
        timer(SETTLED).pipe(switchMap(() => quietly(missed(false)))),
        heard.pipe(
          startWith(undefined),
          debounceTime(SILENCE),
          exhaustMap(() => quietly(missed(false))),
          tap((news) => news.what === 'events' && news.records.length > 0 && dead.next())
        )
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
    return news.pipe(filter(tellsSomething));
  });
}

const tellsSomething = (news: News) =>
  !((news.what === 'events' && news.records.length === 0) || (news.what === 'dropped' && news.count === 0));
