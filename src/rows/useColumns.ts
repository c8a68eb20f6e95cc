import { type RefObject, useMemo } from 'react';
import { type EventRecord } from '@kubernetes-events/event';
import { useSize } from '../shared/useSize';
import { useUrl } from '../view/url/useUrl';
import { type ColumnName, columnsFor, constantColumns, gridOf, widthsOf } from './columns';
import { timeWidthOf } from './measures';
import { listUrl } from './url';

/** Below this many pixels each event takes lines of its own in place of columns. */
const NARROW = 560;
const NONE: [] = [];

/** How the rows of a list are laid out. */
export interface Layout {
  compact: boolean;
  columns: ColumnName[];
  /** The columns' tracks, as CSS has them. */
  grid: string;
  /** Whether times are written as how long ago, or else with the day. */
  relative: boolean;
  withDay: boolean;
}

interface Options extends Pick<Layout, 'relative' | 'withDay'> {
  /** The events by which columns get their width, and leave if all have the same value; none by default. */
  records?: readonly EventRecord[];
}

/** The chosen columns that there is room for in a box, and whether there is room for columns at all. */
export function useColumns(box: RefObject<HTMLElement | null>, { records = NONE, relative, withDay }: Options): Layout {
  const [{ columns: chosen }] = useUrl(listUrl);
  const { width } = useSize(box);
  const constant = useMemo(() => constantColumns(chosen, records), [chosen, records]);
  const widths = useMemo(() => widthsOf(records), [records]);
  return useMemo(() => {
    const columns = columnsFor(
      chosen.filter((name) => !constant.some((one) => one.name === name)),
      width
    );
    return {
      compact: width > 0 && width < NARROW,
      columns,
      grid: gridOf(columns, timeWidthOf(relative, withDay), widths),
      relative,
      withDay,
    };
  }, [chosen, constant, widths, width, relative, withDay]);
}
