import { type RefObject, useMemo, useRef } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useActions } from '../view/Actions';
import { useUrl } from '../view/url/useUrl';
import { commonUrl } from '../view/url/common';
import { listUrl } from '../rows/url';
import { testIds } from '../shared/testIds';
import { useTime } from '../shared/time/TimeContext';
import { EventRow } from '../rows/EventRow';
import { type Row } from '../rows/fold';
import { ListHead } from '../rows/ListHead';
import { rowHeight } from '../rows/measures';
import { searched } from '../rows/message';
import { Skeleton } from './Skeleton';
import { type EventPages } from './useEventPages';
import { useKeepPlace } from './useKeepPlace';
import { useListColumns } from './useListColumns';
import { useListKeys } from '../rows/useListKeys';
import { usePaging } from './usePaging';

const url = { ...commonUrl, ...listUrl };

interface Props {
  /** What the list has its width from. */
  box: RefObject<HTMLElement | null>;
  rows: Row[];
  pages: EventPages;
  open: ReadonlySet<string>;
  toggle(key: string): void;
}

/** The rows that are in view, and a few around them. */
export function EventRows({ box, rows, pages, open, toggle }: Props) {
  const styles = useStyles2(getStyles);
  const [state] = useUrl(url);
  const { openEvent } = useActions();
  const { span, timeZone } = useTime();
  const scroller = useRef<HTMLDivElement>(null);
  const { compact, columns, withDay, grid } = useListColumns(box, pages.records);
  const mark = useMemo(() => searched(state.lines), [state.lines]);

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight(compact),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const offset = virtual.scrollOffset ?? 0;
  const atTop = offset < rowHeight(compact);
  const kept = useKeepPlace(rows, virtual, atTop && !pages.before);
  usePaging(pages, { scroller, items, rows: rows.length, atTop, offset, kept });

  const keys = useListKeys(rows, (index) => virtual.scrollToIndex(index), toggle);
  const shared = { mark, grid, columns, compact, withDay, timeZone, toggle, select: openEvent };

  return (
    <div role="grid" aria-rowcount={rows.length} aria-label={t('list.label', 'Events')} className={styles.grid}>
      {!compact && <ListHead grid={grid} columns={columns} />}
      <div
        ref={scroller}
        role="rowgroup"
        tabIndex={0}
        className={cx(styles.scroller, pages.stale && styles.dimmed)}
        {...keys.handlers}
      >
        {rows.length === 0 && <Skeleton />}
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
                >
                  <EventRow
                    {...shared}
                    row={row}
                    index={index}
                    wrap={state.wrap}
                    relative={state.relative}
                    now={span.to}
                    current={index === keys.current}
                    selected={row.record.id === state.event}
                    open={open.has(row.key)}
                  />
                </div>
              ) : null;
            })}
          </div>
        </div>
        <ListEnd pages={pages} />
      </div>
    </div>
  );
}

/** Below the last row: what is loading, or a way to load more where nothing can be scrolled. */
function ListEnd({ pages }: { pages: EventPages }) {
  const styles = useStyles2(getStyles);
  const { records, more, loading, stale, loadMore } = pages;
  if (records.length === 0 || stale || !(more || loading)) {
    return null;
  }
  return (
    <div role="row" className={styles.end}>
      <div role="gridcell">
        {loading ? (
          <LoadingPlaceholder text={t('list.loadingMore', 'Loading more events…')} />
        ) : (
          <Button size="sm" variant="secondary" data-testid={testIds.loadMore} onClick={loadMore}>
            {t('list.more', 'Load more')}
          </Button>
        )}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column' }),
  scroller: css({
    flex: 1,
    minHeight: 0,
    overflowY: 'auto',
    overflowX: 'hidden',
    transition: 'opacity 150ms',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  dimmed: css({ opacity: 0.55 }),
  rows: css({ position: 'absolute', top: 0, left: 0, right: 0 }),
  end: css({
    display: 'flex',
    justifyContent: 'center',
    padding: theme.spacing(1),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
