import { useCallback, useEffect, useRef, useState } from 'react';
import { type EventRecord } from '@kubernetes-events/event';
import { of, type Subscription, switchMap } from 'rxjs';
import { useView } from '../../app/ViewContext';
import { LokiError } from '../../loki/error';
import { listEvents, type Page } from '../../loki/list';
import { type Span } from '../../shared/time/range';
import { useTime } from '../../shared/time/TimeContext';
import { appended, nextSpan } from './pages';

/** The part of the list that is loaded, and how to load more of it. */
export interface EventPages {
  records: EventRecord[];
  loading: boolean;
  /** Whether there is more beyond the last one. */
  more: boolean;
  error?: LokiError;
  /** Which question the records answer: another one starts the list anew. */
  generation: number;
  loadMore(): void;
  retry(): void;
}

const LARGEST_PAGE = 5000;

/** The filtered events of the range in the order chosen, page by page. */
export function useEventPages(): EventPages {
  const { source, query, queryKey, state } = useView();
  const { span, round, refresh } = useTime();
  const [pages, setPages] = useState<Omit<EventPages, 'loadMore' | 'retry'>>({
    records: [],
    loading: true,
    more: false,
    generation: 0,
  });
  const running = useRef<Subscription>(undefined);
  const { order } = state;

  const load = useCallback(
    (part: Span, before: EventRecord[]) => {
      running.current?.unsubscribe();
      setPages((last) => ({ ...last, loading: true, error: undefined }));
      const isStuck = ({ records, whole }: Page) => !whole && appended(before, records).length === before.length;
      const asked = listEvents(source, query, part, order).pipe(
        // A page full of one millisecond, which the list has already: only a larger one gets past it.
        switchMap((page) => (isStuck(page) ? listEvents(source, query, part, order, LARGEST_PAGE) : of(page)))
      );
      running.current = asked.subscribe({
        next: (page) =>
          setPages(({ generation }) => ({
            records: appended(before, page.records),
            loading: false,
            more: !page.whole && !isStuck(page),
            generation: before.length === 0 ? generation + 1 : generation,
          })),
        error: (cause: unknown) => setPages((last) => ({ ...last, loading: false, error: LokiError.of(cause) })),
      });
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- queryKey stands for the query
    [source, queryKey, order]
  );

  useEffect(() => {
    load(span, []);
    return () => running.current?.unsubscribe();
  }, [load, span, round]);

  const loadMore = useCallback(() => {
    const last = pages.records.at(-1);
    if (last && pages.more && !pages.loading) {
      load(nextSpan(span, last, order), pages.records);
    }
  }, [load, order, pages, span]);

  return { ...pages, loadMore, retry: refresh };
}
