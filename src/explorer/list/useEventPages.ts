import { useCallback, useEffect, useRef, useState } from 'react';
import { type EventRecord } from '@kubernetes-events/event';
import { filter, of, type Subscription, switchMap } from 'rxjs';
import { useView } from '../../app/ViewContext';
import { LokiError } from '../../loki/error';
import { listEvents, type PartialPage, searchEvents } from '../../loki/list';
import { type Span } from '../../shared/time/range';
import { useTime } from '../../shared/time/TimeContext';
import { type Loaded, NOTHING, showing, withFresh } from './loaded';
import { appended, nextSpan, opposite, prepended, spanAt } from './pages';

/** The part of the list that is loaded, and how to load more of it. */
export interface EventPages extends Loaded {
  loadMore(): void;
  loadBefore(): void;
  showFresh(): void;
  /** Whether the top of the list is in view: then what is new is shown at once. */
  setAtTop(atTop: boolean): void;
  retry(): void;
}

const LARGEST_PAGE = 5000;
/** The filtered events of the range in the order chosen, page by page, from its end or from the middle both ways. */
export function useEventPages(): EventPages {
  const { source, query, queryKey, state } = useView();
  const { span, ticked, refresh } = useTime();
  const [loaded, setLoaded] = useState(NOTHING);
  const running = useRef<Subscription>(undefined);
  const atTop = useRef(true);
  const { order, at } = state;

  const fail = useCallback(
    (cause: unknown) =>
      setLoaded((last) => ({ ...last, loading: false, stale: false, reached: undefined, error: LokiError.of(cause) })),
    []
  );

  const load = useCallback(
    (part: Span, known: EventRecord[]) => {
      running.current?.unsubscribe();
      setLoaded((last) => ({ ...last, loading: true, stale: known.length === 0, error: undefined }));
      const isStuck = ({ records, whole }: PartialPage) => !whole && appended(known, records).length === known.length;
      const asked = searchEvents(source, query, part, order).pipe(
        // A page full of one millisecond, which the list has already: only a larger one gets past it.
        switchMap((page) => (isStuck(page) ? listEvents(source, query, part, order, LARGEST_PAGE) : of(page))),
        // Nothing in the nearest part is no answer yet: what stood there stays until there is one.
        filter((page: PartialPage) => page.records.length > 0 || page.reached === undefined)
      );
      let isFirst = known.length === 0;
      running.current = asked.subscribe({
        next: (page) => {
          const restarted = isFirst;
          isFirst = false;
          setLoaded((last) => ({
            ...last,
            records: appended(known, page.records),
            stale: false,
            loading: page.reached !== undefined,
            reached: page.reached,
            more: page.reached === undefined && !page.whole && !isStuck(page),
            ...(restarted && {
              generation: last.generation + 1,
              before: spanAt(span, at, order) !== span,
              fresh: [],
              freshMore: false,
            }),
          }));
        },
        error: fail,
      });
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- queryKey stands for the query
    [source, queryKey, order, at, span, fail]
  );

  const catchUp = () => {
    const newest = loaded.fresh[0] ?? loaded.records[0];
    if (!loaded.loading) {
      running.current = listEvents(
        source,
        query,
        { from: newest?.timeMs ?? span.from, to: span.to },
        'newest'
      ).subscribe({
        next: (page) => setLoaded((last) => withFresh(last, page, atTop.current)),
        error: fail,
      });
    }
  };
  const catches = ticked && order === 'newest' && at === 0 && loaded.generation > 0 && !loaded.error;
  // What the list shows now answers this question: with an automatic refresh, only what is new is asked for.
  const question = `${queryKey} ${order} ${at} ${state.from} ${state.to}`;
  const answered = useRef('');
  useEffect(() => {
    if (catches && answered.current === question) {
      catchUp();
    } else {
      answered.current = question;
      load(spanAt(span, at, order), []);
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each question and each refresh
  }, [load]);
  useEffect(() => () => running.current?.unsubscribe(), []);

  const loadMore = useCallback(() => {
    const last = loaded.records.at(-1);
    if (last && loaded.more && !loaded.loading) {
      load(nextSpan(span, last, order), loaded.records);
    }
  }, [load, order, loaded, span]);

  const loadBefore = useCallback(() => {
    const first = loaded.records[0];
    if (!first || !loaded.before || loaded.loading) {
      return;
    }
    running.current?.unsubscribe();
    setLoaded((last) => ({ ...last, loading: true }));
    const other = opposite(order);
    running.current = listEvents(source, query, nextSpan(span, first, other), other).subscribe({
      next: ({ records, whole }) =>
        setLoaded((last) => ({
          ...last,
          loading: false,
          before: !whole,
          records: prepended(last.records, records, order),
        })),
      error: fail,
    });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- queryKey stands for the query
  }, [source, queryKey, order, loaded, span, fail]);

  const showFresh = useCallback(() => {
    if (loaded.freshMore) {
      refresh();
      return;
    }
    setLoaded(showing);
  }, [loaded.freshMore, refresh]);

  const setAtTop = useCallback((now: boolean) => {
    atTop.current = now;
  }, []);
  return { ...loaded, loadMore, loadBefore, showFresh, setAtTop, retry: refresh };
}
