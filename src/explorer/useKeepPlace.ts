import { type RefObject, useLayoutEffect, useRef } from 'react';
import { type Virtualizer } from '@tanstack/react-virtual';
import { type Row } from '../rows/fold';

/**
 * Rows that are put in front of others move those down: this scrolls by as much, so that what the reader looks at stays
 * where it is. At the very top it stays at the top, where the new rows are.
 *
 * @returns where it has scrolled to last, in pixels
 */
export function useKeepPlace(
  rows: readonly Row[],
  virtual: Virtualizer<HTMLDivElement, Element>,
  stay: boolean
): RefObject<number> {
  const kept = useRef(0);
  const place = useRef<{ key: string; below: number }>(undefined);
  const first = useRef<string>(undefined);
  const firstKey = rows[0]?.key;

  useLayoutEffect(() => {
    if (first.current !== undefined && first.current !== firstKey && place.current && !stay) {
      const { key, below } = place.current;
      const at = rows.findIndex((row) => row.key === key);
      const [start] = at > 0 ? (virtual.getOffsetForIndex(at, 'start') ?? []) : [];
      if (start !== undefined) {
        const element = virtual.scrollElement;
        const end = element ? element.scrollHeight - element.clientHeight : Infinity;
        kept.current = Math.min(start + below, end);
        virtual.scrollToOffset(kept.current);
      }
    }
    first.current = firstKey;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- when rows come in front, and then only
  }, [firstKey]);

  useLayoutEffect(() => {
    const offset = virtual.scrollOffset ?? 0;
    const item = virtual.getVirtualItems().find(({ end }) => end > offset);
    const key = rows[item?.index ?? -1]?.key;
    place.current = item && key !== undefined ? { key, below: offset - item.start } : undefined;
  });
  return kept;
}
