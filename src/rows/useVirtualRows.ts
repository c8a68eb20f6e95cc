import { type RefObject } from 'react';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type Row } from './fold';
import { rowHeight } from './measures';

export interface VirtualRows {
  /** What scrolls. */
  scroller: RefObject<HTMLDivElement | null>;
  virtual: Virtualizer<HTMLDivElement, Element>;
}

/** Which of the rows are in view. */
export function useVirtualRows(
  rows: readonly Row[],
  scroller: RefObject<HTMLDivElement | null>,
  compact: boolean
): VirtualRows {
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight(compact),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
  });
  return { scroller, virtual };
}
