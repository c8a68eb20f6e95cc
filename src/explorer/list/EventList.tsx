import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useView } from '../../app/ViewContext';
import { Trouble } from '../../shared/states/Trouble';
import { testIds } from '../../shared/testIds';
import { type Span } from '../../shared/time/range';
import { useTime } from '../../shared/time/TimeContext';
import { useSize } from '../../shared/useSize';
import { NoEvents } from '../NoEvents';
import { columnsFor, gridOf } from './columns';
import { EventRow } from './EventRow';
import { foldedRows, plainRows } from './fold';
import { ListHead } from './ListHead';
import { ListTools } from './ListTools';
import { rowHeight, timeWidthOf } from './measures';
import { useListKeys } from './useListKeys';
import { type EventPages } from './useEventPages';

interface Props {
  pages: EventPages;
  onVisible(span: Span | undefined): void;
}

const AHEAD = 30;

/** Each event, or each thing that repeats, as a row; more is loaded as one scrolls. */
export function EventList({ pages, onVisible }: Props) {
  const styles = useStyles2(getStyles);
  const { state, update } = useView();
  const { span, timeZone } = useTime();
  const scroller = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const { records, loading, more, error, generation, loadMore, retry } = pages;
  const rows = useMemo(
    () => (state.fold ? foldedRows(records, open) : plainRows(records)),
    [state.fold, records, open]
  );
  const compact = width > 0 && width < 560;
  const columns = columnsFor(state.columns, width);
  const withDay = span.to - span.from > 20 * 3600_000;
  const grid = gridOf(columns, timeWidthOf(state.relative, withDay));

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight(compact),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [generation]);
  useEffect(() => {
    if (more && !loading && last >= rows.length - AHEAD) {
      loadMore();
    }
  }, [last, rows.length, more, loading, loadMore]);
  const top = records[0]?.timeMs;
  const end = records.at(-1)?.timeMs;
  useEffect(() => {
    onVisible(
      top === undefined || end === undefined ? undefined : { from: Math.min(top, end), to: Math.max(top, end) }
    );
  }, [top, end, onVisible]);

  const toggle = useCallback(
    (key: string) => setOpen((was) => new Set(was.has(key) ? [...was].filter((one) => one !== key) : [...was, key])),
    []
  );
  const select = useCallback(
    (id: string) => update({ event: id }, { replace: Boolean(state.event) }),
    [update, state.event]
  );
  const keys = useListKeys(rows, (index) => virtual.scrollToIndex(index), toggle);
  const dimmed = loading && records.length > 0 && first === 0 && !more;

  return (
    <section ref={box} className={styles.list} data-testid={testIds.list} aria-label={t('list.label', 'Events')}>
      <ListTools records={records} rows={rows.length} more={more} loading={loading} />
      {error && <Trouble error={error} retry={retry} />}
      {!error && !loading && rows.length === 0 && <NoEvents />}
      {!error && (rows.length > 0 || loading) && (
        <div role="grid" aria-rowcount={rows.length} aria-label={t('list.label', 'Events')} className={styles.grid}>
          {!compact && <ListHead grid={grid} columns={columns} />}
          <div
            ref={scroller}
            role="rowgroup"
            tabIndex={0}
            className={cx(styles.scroller, dimmed && styles.dimmed)}
            {...keys.handlers}
          >
            {rows.length === 0 ? (
              <Skeleton />
            ) : (
              <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
                <div className={styles.rows} style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
                  {items.map(({ index }) => {
                    const row = rows[index];
                    return row ? (
                      <div key={row.key} ref={state.wrap ? virtual.measureElement : undefined} data-index={index}>
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
                          current={index === keys.current}
                          selected={row.record.id === state.event}
                          open={open.has(row.key)}
                          toggle={toggle}
                          select={select}
                        />
                      </div>
                    ) : null;
                  })}
                </div>
              </div>
            )}
          </div>
        </div>
      )}
    </section>
  );
}

function Skeleton() {
  const styles = useStyles2(getStyles);
  return (
    <div aria-hidden className={styles.skeleton}>
      {Array.from({ length: 12 }, (_, at) => (
        <div key={at} style={{ width: `${92 - ((at * 37) % 40)}%` }} />
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    flex: 1,
    minWidth: 0,
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
    overflow: 'hidden',
  }),
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
  skeleton: css({
    padding: theme.spacing(1),
    display: 'grid',
    gap: theme.spacing(1.5),
    '> div': { height: 14, borderRadius: theme.shape.radius.default, background: theme.colors.background.secondary },
  }),
});
