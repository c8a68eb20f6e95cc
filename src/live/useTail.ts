import { useEffect, useRef, useState } from 'react';
import { getDataSourceSrv } from '@grafana/runtime';
import { type EventRecord } from '@kubernetes-events/event';
import { type EventQuery, logQuery } from '@kubernetes-events/logql';
import {
  catchError,
  EMPTY as EMPTY_NEWS,
  filter,
  interval,
  map,
  merge,
  type Observable,
  of,
  share,
  switchMap,
  take,
  takeUntil,
} from 'rxjs';
import { useView } from '../app/ViewContext';
import { listEvents } from '../loki/list';
import { type LokiSource } from '../loki/source';
import { type Buffer, EMPTY, received, released } from './buffer';
import { tail, type TailNews } from './tail';

/** Events within this of the start are shown at once, so that the page is not empty. */
const BACK = 5 * 60_000;
const POLL = 2000;
const RATE_OVER = 5000;
const FRAME = 100;

export type TailState = 'connecting' | 'live' | 'polling' | 'lost';

/** Events as they come; what comes within a moment is drawn together. */
export function useTail(still: boolean) {
  const { source, query, queryKey } = useView();
  const [buffer, setBuffer] = useState<Buffer>(EMPTY);
  const [state, setState] = useState<TailState>('connecting');
  const [rate, setRate] = useState(0);
  const stillNow = useRef(still);
  useEffect(() => {
    stillNow.current = still;
    if (!still) {
      setBuffer(released);
    }
  }, [still]);

  useEffect(() => {
    setBuffer(EMPTY);
    setState('connecting');
    let arrived: EventRecord[] = [];
    const recent: Array<{ at: number; count: number }> = [];
    const hear = (news: TailNews | { what: 'polling' }) => {
      if (news.what === 'events') {
        arrived.push(...news.records);
      } else if (news.what === 'dropped') {
        setBuffer((last) => ({ ...last, dropped: last.dropped + news.count }));
      } else {
        setState(news.what === 'connected' ? 'live' : news.what);
      }
    };
    const subscription = newsOf(source, query).subscribe(hear);
    const frame = setInterval(() => {
      const now = Date.now();
      if (arrived.length > 0) {
        const records = arrived;
        arrived = [];
        recent.push({ at: now, count: records.length });
        setBuffer((last) => received(last, records, stillNow.current));
      }
      while (recent[0] && recent[0].at < now - RATE_OVER) {
        recent.shift();
      }
      setRate(recent.reduce((sum, { count }) => sum + count, 0) / (RATE_OVER / 1000));
    }, FRAME);
    return () => {
      clearInterval(frame);
      subscription.unsubscribe();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- queryKey stands for the query
  }, [source, queryKey]);

  return { ...buffer, state, rate, clear: () => setBuffer(EMPTY) };
}

/** The tail; where it does not come about, as some proxies let no WebSocket through, a query every other second. */
function newsOf(source: LokiSource, query: EventQuery): Observable<TailNews | { what: 'polling' }> {
  const proxy = getDataSourceSrv().getInstanceSettings(source.uid)?.url ?? '';
  const lately = () =>
    listEvents(source, query, { from: Date.now() - BACK, to: Date.now() }, 'newest').pipe(
      map(({ records }): TailNews => ({ what: 'events', records })),
      // The next round asks again.
      catchError(() => EMPTY_NEWS)
    );
  const tailed = tail(proxy, logQuery(query), Date.now() - BACK).pipe(share());
  const connected = tailed.pipe(filter(({ what }) => what === 'connected'));
  const polled = tailed.pipe(
    filter(({ what }) => what === 'lost'),
    take(1),
    switchMap(() => merge(of({ what: 'polling' as const }), interval(POLL).pipe(switchMap(lately)))),
    takeUntil(connected)
  );
  return merge(lately(), tailed, polled);
}
