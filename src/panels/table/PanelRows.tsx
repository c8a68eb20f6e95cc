import { type KeyboardEvent, useRef, useState } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import { listUrl } from '../../rows/url';
import { useActions } from '../../view/Actions';
import { commonUrl } from '../../view/url/common';
import { useUrl } from '../../view/url/useUrl';
import { columnsFor, gridOf } from '../../rows/columns';
import { EventRow } from '../../rows/EventRow';
import { type Row } from '../../rows/fold';
import { ListHead } from '../../rows/ListHead';
import { rowHeight, timeWidthOf } from '../../rows/measures';
import { testIds } from '../../shared/testIds';
import { useTime } from '../../shared/time/TimeContext';
import { needsDay } from '../../shared/time/words';
import { useSize } from '../../shared/useSize';

const url = { ...commonUrl, ...listUrl };

interface Props {
  rows: Row[];
  open: ReadonlySet<string>;
  toggle(key: string): void;
  head: boolean;
  /** The instant that the pointer is at in any panel, and where to tell of it. */
  hovered: number | undefined;
  hover(ms: number | undefined): void;
}

const COMPACT_BELOW = 600;

/** The rows that are in view. The arrow keys move, Enter opens, while the focus is in the list. */
export function PanelRows({ rows, open, toggle, head, hovered, hover }: Props) {
  const styles = useStyles2(getStyles);
  const [state] = useUrl(url);
  const { openEvent, closeEvent } = useActions();
  const { span, timeZone } = useTime();
  const scroller = useRef<HTMLDivElement>(null);
  const { width } = useSize(scroller);
  const [current, setCurrent] = useState(-1);
  const compact = width > 0 && width < COMPACT_BELOW;
  const columns = columnsFor(state.columns, width);
  const withDay = needsDay(span);
  const grid = gridOf(columns, timeWidthOf(state.relative, withDay));
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight(compact),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const at = nearest(rows, hovered);

  const move = (to: number) => {
    const next = Math.min(Math.max(to, 0), rows.length - 1);
    setCurrent(next);
    virtual.scrollToIndex(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = rows[current];
    if (step) {
      move(current + step);
    } else if (event.key === 'Enter' && row && event.target === event.currentTarget) {
      openEvent(row.record.id);
    } else if (event.key === 'Escape' && state.event) {
      closeEvent();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      role="grid"
      aria-rowcount={rows.length}
      aria-label={t('list.label', 'Events')}
      className={styles.grid}
      data-testid={testIds.list}
      onMouseLeave={() => hover(undefined)}
    >
      {head && !compact && <ListHead grid={grid} columns={columns} />}
      <div
        ref={scroller}
        role="rowgroup"
        tabIndex={0}
        className={styles.scroller}
        onFocus={() => current < 0 && setCurrent(0)}
        onKeyDown={onKeyDown}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
          <div
            className={styles.rows}
            style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}
            role="presentation"
          >
            {items.map(({ index }) => {
              const row = rows[index];
              return row ? (
                <div
                  key={row.key}
                  ref={state.wrap ? virtual.measureElement : undefined}
                  data-index={index}
                  role="presentation"
                  className={cx(index === at && styles.hovered)}
                  onMouseEnter={() => hover(row.record.timeMs)}
                  onMouseDown={() => setCurrent(index)}
                >
                  <EventRow
                    row={row}
                    index={index}
                    grid={grid}
                    columns={columns}
                    compact={compact}
                    wrap={state.wrap}
                    relative={state.relative}
                    withDay={withDay}
                    timeZone={timeZone}
                    now={span.to}
                    current={index === current}
                    selected={row.record.id === state.event}
                    open={open.has(row.key)}
                    toggle={toggle}
                    select={openEvent}
                  />
                </div>
              ) : null;
            })}
          </div>
        </div>
      </div>
    </div>
  );
}

/** The row that is nearest in time to where the pointer is in another panel. */
function nearest(rows: readonly Row[], ms: number | undefined): number {
  if (ms === undefined) {
    return -1;
  }
  const away = (row: Row) => Math.abs(row.record.timeMs - ms);
  return rows.reduce((best, row, index) => (away(row) < away(rows[best] ?? row) ? index : best), 0);
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }),
  scroller: css({
    flex: 1,
    minHeight: 0,
    overflowY: 'auto',
    overflowX: 'hidden',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  rows: css({ position: 'absolute', top: 0, left: 0, right: 0 }),
  hovered: css({ background: theme.colors.action.hover }),
});
