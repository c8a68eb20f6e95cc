import { useEffect, useRef, useState } from 'react';
import { type Observable, type Observer, type Subscription } from 'rxjs';
import { useAsking } from '../view/Asking';
import { useUrl } from '../view/url/useUrl';
import { commonUrl } from '../view/url/common';
import { listUrl } from '../rows/url';
import { LokiError } from '../loki/error';
import { listEvents } from '../loki/list';
import { useTime } from '../shared/time/TimeContext';
import {
  continued,
  extended,
  failed,
  type Loaded,
  loadingPart,
  NOTHING,
  type Part,
  precededBy,
  showing,
  started,
  starting,
  withFresh,
} from './loaded';
import { nextPage } from './nextPage';
import { nextSpan, opposite, spanAt } from '../loki/pages';

const url = { ...commonUrl, ...listUrl };

/** The part of the list that is loaded, and how to load more of it. */
export interface EventPages extends Loaded {
  loadMore(): void;
  loadBefore(): void;
  showFresh(): void;
  /** Whether the top of the list is in view: then new events are shown at once. */
  setAtTop(atTop: boolean): void;
  /** Loads again the part that failed. */
  retry(): void;
}

/** Events may reach Loki late, so a refresh looks back this far, in milliseconds. */
const OVERLAP = 60_000;

/** The filtered events of the range in the chosen order, page by page, from its end, or from the middle both ways. */
export function useEventPages(): EventPages {
  const { source, query, queryKey } = useAsking();
  const [state] = useUrl(url);
  const { span, key, refresh } = useTime();
  const [loaded, setLoaded] = useState(NOTHING);
  const page = useRunning();
  const fresh = useRunning();
  const atTop = useRef(true);
  const startedIn = useRef<typeof span>(undefined);
  const { order, at } = state;
  const question = `${queryKey} ${order} ${at} ${state.from} ${state.to}`;

  const fail = (part: Part) => (cause: unknown) =>
    setLoaded((last) => failed(last, part, LokiError.of(cause), question));

  const start = () => {
    fresh.end();
    startedIn.current = span;
    setLoaded(starting);
    const part = spanAt(span, at, order);
    let isFirst = true;
    page.run(nextPage(source, query, part, order, []), {
      next: (found) => {
        const change = isFirst
          ? (last: Loaded) => started(last, found, question, part !== span)
          : (last: Loaded) => extended(last, found);
        isFirst = false;
        setLoaded(change);
      },
      error: fail('start'),
    });
  };

  const loadMore = () => {
    const last = loaded.records.at(-1);
    if (!last || !loaded.more || loaded.loading) {
      return;
    }
    setLoaded(loadingPart);
    page.run(nextPage(source, query, nextSpan(span, last, order), order, loaded.records), {
      next: (found) => setLoaded((now) => extended(now, found)),
      error: fail('more'),
    });
  };

  const loadBefore = () => {
    const first = loaded.records[0];
    if (!first || !loaded.before || loaded.loading) {
      return;
    }
    setLoaded(loadingPart);
    const other = opposite(order);
    page.run(listEvents(source, query, nextSpan(span, first, other), other), {
      next: (found) => setLoaded((now) => precededBy(now, found, order)),
      error: fail('before'),
    });
  };

  const loadFresh = () => {
    if (fresh.isRunning()) {
      return;
    }
    const newest = loaded.fresh[0] ?? loaded.records[0];
    const from = newest ? Math.max(span.from, newest.timeMs - OVERLAP) : span.from;
    fresh.run(listEvents(source, query, { from, to: span.to }, 'newest'), {
      next: (found) => setLoaded((last) => withFresh(last, found, atTop.current)),
      error: fail('fresh'),
    });
  };

  // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each question and each refresh by hand
  useEffect(start, [source, question, key]);
  // Otherwise time has passed: with an automatic refresh, only what is new is loaded.
  useEffect(() => {
    const isStarting = loaded.loading && (loaded.stale || loaded.generation === 0);
    if (startedIn.current === span || isStarting) {
      return;
    }
    if (loaded.question !== question) {
      start();
    } else if (order === 'newest' && at === 0) {
      loadFresh();
    } else {
      setLoaded((last) => continued(last, order));
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each refresh
  }, [span]);

  const { failure } = loaded;
  return {
    ...loaded,
    loadMore,
    loadBefore,
    showFresh: () => (loaded.freshMore ? refresh() : setLoaded(showing)),
    setAtTop: (now) => (atTop.current = now),
    retry: () => (failure?.part === 'more' ? loadMore() : failure?.part === 'before' ? loadBefore() : refresh()),
  };
}

/** One request at a time: the next one ends the one before, and so does unmounting. */
function useRunning() {
  const subscription = useRef<Subscription>(undefined);
  useEffect(() => () => subscription.current?.unsubscribe(), []);
  return {
    run: <T>(request: Observable<T>, observer: Partial<Observer<T>>) => {
      subscription.current?.unsubscribe();
      subscription.current = request.subscribe(observer);
    },
    end: () => subscription.current?.unsubscribe(),
    isRunning: () => subscription.current?.closed === false,
  };
}
