import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { type VirtualItem } from '@tanstack/react-virtual';
import { PAGES_AT_ONCE } from '../rows/measures';
import { type EventPages } from './useEventPages';

/** How many rows before the end the next page is loaded. */
const AHEAD = 30;

interface View {
  scroller: RefObject<HTMLElement | null>;
  /** The rows that are drawn, and how many there are. */
  items: readonly VirtualItem[];
  rows: number;
  atTop: boolean;
  /** How far the list is scrolled, in pixels, and how far it was scrolled last to keep its place. */
  offset: number;
  kept: RefObject<number>;
}

/** Loads more of the list as the reader scrolls to its ends, and goes to its top when it starts again. */
export function usePaging(pages: EventPages, { scroller, items, rows, atTop, offset, kept }: View): void {
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  const { generation, setAtTop } = pages;
  const budget = useRef({ offset: 0, left: PAGES_AT_ONCE });
  useEffect(() => {
    budget.current = { offset: 0, left: PAGES_AT_ONCE };
    // Newer browsers answer with a promise, which an effect must not.
    void scroller.current?.scrollTo({ top: 0 });
  }, [generation, scroller]);
  // Before the page is painted: the way to load more must not flash between two pages that are loaded on their own.
  useLayoutEffect(() => {
    setAtTop(atTop);
    if (budget.current.offset !== offset) {
      const byReader = Math.abs(offset - kept.current) > 1;
      budget.current = { offset, left: byReader ? PAGES_AT_ONCE : budget.current.left };
    }
    const next = nextEnd(pages, first === 0, last >= rows - AHEAD);
    if (next && budget.current.left > 0) {
      budget.current.left -= 1;
      next();
    }
  });
}

/** What loads more at the end of the list that is in view; undefined if there is nothing to load, or something loads. */
function nextEnd(pages: EventPages, isAtStart: boolean, isAtEnd: boolean): (() => void) | undefined {
  if (pages.loading || pages.stale || pages.failure) {
    return undefined;
  }
  if (pages.more && isAtEnd) {
    return pages.loadMore;
  }
  return pages.before && isAtStart ? pages.loadBefore : undefined;
}
