export const ROW = 28;
const COMPACT_ROW = 62;

export const rowHeight = (compact: boolean) => (compact ? COMPACT_ROW : ROW);

/** Room for the time as it is written. */
export function timeWidthOf(relative: boolean, withDay: boolean): number {
  return relative ? 96 : withDay ? 108 : 66;
}
