import { type RefObject, useEffect } from 'react';
import { type VirtualItem } from '@tanstack/react-virtual';
import { type EventPages } from './useEventPages';

/** How many rows before the end the next page is asked for. */
const AHEAD = 30;

interface View {
  scroller: RefObject<HTMLElement | null>;
  /** The rows that are drawn, of how many. */
  items: readonly VirtualItem[];
  rows: number;
  atTop: boolean;
}

/** Loads more of the list as its ends come into view, and goes to its top when it starts anew. */
export function usePaging(pages: EventPages, { scroller, items, rows, atTop }: View): void {
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { loading, more, before, generation, loadMore, loadBefore, setAtTop } = pages;
  useEffect(() => {
    // Newer browsers answer with a promise, which an effect must not.
    void scroller.current?.scrollTo({ top: 0 });
  }, [generation, scroller]);
  useEffect(() => {
    if (more && !loading && last >= rows - AHEAD) {
      loadMore();
    }
  }, [last, rows, more, loading, loadMore]);
  useEffect(() => {
    if (before && !loading && first === 0) {
      loadBefore();
    }
  }, [first, before, loading, loadBefore]);
  useEffect(() => {
    setAtTop(atTop);
  }, [atTop, setAtTop]);
}
