import { useEffect, useMemo, useRef, useState } from 'react';
import { Subject } from 'rxjs';
import { listUrl } from '../rows/url';
import { useTime } from '../shared/time/TimeContext';
import { useAsking } from '../view/Asking';
import { useUrl } from '../view/url/useUrl';
import { type Loaded, NOTHING } from './loaded';
import { type Command, pageStream } from './pageStream';

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

/** The filtered events of the range in the chosen order, page by page, from its end, or from the middle both ways. */
export function useEventPages(): EventPages {
  const { source, query, queryKey } = useAsking();
  const [{ order, at, from, to }] = useUrl(listUrl);
  const { span, key, refresh } = useTime();
  const [loaded, setLoaded] = useState(NOTHING);
  const atTop = useRef(true);
  const commands = useMemo(() => new Subject<Command>(), []);
  useEffect(() => {
    const subscription = pageStream(commands, () => atTop.current).subscribe(setLoaded);
    return () => subscription.unsubscribe();
  }, [commands]);

  const question = `${queryKey} ${order} ${at} ${from} ${to}`;
  const listed = { source, query, span, order, at, question };
  // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each question and each refresh by hand
  useEffect(() => commands.next({ do: 'start', listed }), [source, question, key]);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each refresh
  useEffect(() => commands.next({ do: 'tick', listed }), [span]);

  const loadMore = () => commands.next({ do: 'more', listed });
  const loadBefore = () => commands.next({ do: 'before', listed });
  const failed = loaded.failure?.part;
  return {
    ...loaded,
    loadMore,
    loadBefore,
    showFresh: () => (loaded.freshMore ? refresh() : commands.next({ do: 'show fresh' })),
    setAtTop: (now) => (atTop.current = now),
    retry: failed === 'more' ? loadMore : failed === 'before' ? loadBefore : refresh,
  };
}
