import { type RefObject, useMemo } from 'react';
import { type EventRecord } from '@kubernetes-events/event';
import { useUrl } from '../view/url/useUrl';
import { listUrl } from '../rows/url';
import { useTime } from '../shared/time/TimeContext';
import { needsDay } from '../shared/time/words';
import { useSize } from '../shared/useSize';
import { columnsFor, constantColumns, gridOf, widthsOf } from '../rows/columns';
import { timeWidthOf } from '../rows/measures';

/** Below this many pixels each event takes lines of its own in place of columns. */
const NARROW = 560;

/** The columns that tell the events apart and that there is room for, and whether there is room for columns at all. */
export function useListColumns(box: RefObject<HTMLElement | null>, records: readonly EventRecord[]) {
  const [state] = useUrl(listUrl);
  const { span } = useTime();
  const { width } = useSize(box);
  const constant = useMemo(() => constantColumns(state.columns, records), [state.columns, records]);
  const widths = useMemo(() => widthsOf(records), [records]);
  const columns = columnsFor(
    state.columns.filter((name) => !constant.some((one) => one.name === name)),
    width
  );
  const withDay = needsDay(span);
  return {
    compact: width > 0 && width < NARROW,
    columns,
    withDay,
    grid: gridOf(columns, timeWidthOf(state.relative, withDay), widths),
  };
}
