/**
 * How many pages are loaded on their own until the reader scrolls again. Folded, a page may add no row at all, so that
 * the end of the list stays in view however much is loaded.
 */
export const PAGES_AT_ONCE = 2;

export const ROW = 28;
const COMPACT_ROW = 62;

export const rowHeight = (compact: boolean) => (compact ? COMPACT_ROW : ROW);

/** Room for the time as it is written. */
export function timeWidthOf(relative: boolean, withDay: boolean): number {
  return relative ? 96 : withDay ? 108 : 66;
}

/** In pixels. A shorter message says little. */
export const MESSAGE_WIDTH = 320;
