import { type RefObject, useCallback, useMemo } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { type EventRecord } from '@kubernetes-events/event';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useActions } from '../view/Actions';
import { useUrl } from '../view/url/useUrl';
import { commonUrl } from '../view/url/common';
import { listUrl } from '../rows/url';
import { columnsFor, gridOf } from '../rows/columns';
import { EventRow } from '../rows/EventRow';
import { plainRows, type Row } from '../rows/fold';
import { rowHeight, timeWidthOf } from '../rows/measures';
import { useListKeys } from '../rows/useListKeys';
import { useTime } from '../shared/time/TimeContext';
import { useSize } from '../shared/useSize';

const url = { ...commonUrl, ...listUrl };

interface Props {
  scroller: RefObject<HTMLDivElement | null>;
  records: EventRecord[];
  onScroll(top: number): void;
  /** Called when one starts to move through the rows, so that they stay where they are. */
  hold(): void;
}

/** The newest first, those in view; a row that was there stays the same one, so that it is not drawn again. */
export function LiveRows({ scroller, records, onScroll, hold }: Props) {
  const styles = useStyles2(getStyles);
  const [state] = useUrl(url);
  const { openEvent } = useActions();
  const { timeZone } = useTime();
  const { width } = useSize(scroller);
  const rows = useRows(records);
  const compact = width > 0 && width < 560;
  const columns = useMemo(() => columnsFor(state.columns, width), [state.columns, width]);
  const grid = gridOf(columns, timeWidthOf(false, false));
  const noToggle = useCallback(() => undefined, []);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight(compact),
    overscan: 6,
  });
  const keys = useListKeys(
    rows,
    (index) => {
      hold();
      virtual.scrollToIndex(index);
    },
    noToggle
  );
  const items = virtual.getVirtualItems();
  return (
    <div role="grid" aria-rowcount={rows.length} aria-label={t('list.label', 'Events')} className={styles.grid}>
      <div
        ref={scroller}
        role="rowgroup"
        tabIndex={0}
        className={styles.scroller}
        onScroll={(event) => onScroll(event.currentTarget.scrollTop)}
        {...keys.handlers}
      >
        {rows.length === 0 && (
          <div role="row">
            <div role="gridcell" className={styles.waiting}>
              {t('live.waiting', 'Waiting for events that match the filters…')}
            </div>
          </div>
        )}
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          <div
            role="presentation"
            className={styles.rows}
            style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}
          >
            {items.map(({ index }) => {
              const row = rows[index];
              return row ? (
                <EventRow
                  key={row.key}
                  row={row}
                  index={index}
                  grid={grid}
                  columns={columns}
                  compact={compact}
                  wrap={false}
                  relative={false}
                  withDay={false}
                  timeZone={timeZone}
                  now={0}
                  current={index === keys.current}
                  selected={row.record.id === state.event}
                  open={false}
                  toggle={noToggle}
                  select={openEvent}
                />
              ) : null;
            })}
          </div>
        </div>
      </div>
    </div>
  );
}

/** The row of each record, made once. */
function useRows(records: EventRecord[]): Row[] {
  const made = useMemo(() => new WeakMap<EventRecord, Row>(), []);
  return useMemo(
    () =>
      records.flatMap((record) => {
        const known = made.get(record);
        if (known) {
          return known;
        }
        const rows = plainRows([record]);
        rows.forEach((row) => made.set(record, row));
        return rows;
      }),
    [records, made]
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }),
  scroller: css({ flex: 1, minHeight: 0, overflowY: 'auto', overflowX: 'hidden' }),
  rows: css({ position: 'absolute', top: 0, left: 0, right: 0 }),
  waiting: css({ padding: theme.spacing(4), textAlign: 'center', color: theme.colors.text.secondary }),
});
