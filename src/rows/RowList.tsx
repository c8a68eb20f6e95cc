import { type HTMLAttributes, type ReactNode } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { useTime } from '../shared/time/TimeContext';
import { COLUMN } from '../shared/styles';
import { useActions } from '../view/Actions';
import { useUrl } from '../view/url/useUrl';
import { EventRow } from './EventRow';
import { type Row } from './fold';
import { ListHead } from './ListHead';
import { type Layout } from './useColumns';
import { type VirtualRows } from './useVirtualRows';

interface Props extends VirtualRows {
  rows: readonly Row[];
  layout: Layout;
  /** The index of the row where the keys act. */
  current: number;
  /** The keys of the folded rows that show their events, and what a click on a row's count does. */
  open?: ReadonlySet<string>;
  toggle?(key: string): void;
  /** Whether there may be more events than are loaded. */
  partial?: boolean;
  /** Whether long messages take several lines. */
  wrap?: boolean;
  /** What is searched for, to be marked in the text. */
  mark?: RegExp;
  head?: boolean;
  /** Of what scrolls. */
  handlers?: HTMLAttributes<HTMLElement>;
  /** Of what is around a row. */
  around?(row: Row, index: number): HTMLAttributes<HTMLElement>;
  /** In place of rows, if there are none. */
  empty?: ReactNode;
  /** Below the last row. */
  end?: ReactNode;
}

const NONE: ReadonlySet<string> = new Set();
const ignore = () => undefined;

/** Events as rows: those in view, and a few around them. */
export function RowList(props: Props) {
  const { rows, scroller, virtual, layout, current, open = NONE, toggle = ignore, wrap = false, mark } = props;
  const styles = useStyles2(getStyles);
  const [{ event }] = useUrl();
  const { openEvent } = useActions();
  const { span, timeZone } = useTime();
  const items = virtual.getVirtualItems();
  const { compact, columns, grid } = layout;
  return (
    <div role="grid" aria-rowcount={rows.length} aria-label={t('list.label', 'Events')} className={styles.grid}>
      {props.head && !compact && <ListHead grid={grid} columns={columns} />}
      <div
        role="rowgroup"
        tabIndex={0}
        {...props.handlers}
        ref={scroller}
        className={cx(styles.scroller, props.handlers?.className)}
      >
        {rows.length === 0 && props.empty}
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
                  {...props.around?.(row, index)}
                  key={row.key}
                  ref={wrap ? virtual.measureElement : undefined}
                  data-index={index}
                  role="presentation"
                >
                  <EventRow
                    {...layout}
                    row={row}
                    index={index}
                    mark={mark}
                    wrap={wrap}
                    timeZone={timeZone}
                    now={span.to}
                    current={index === current}
                    selected={row.record.id === event}
                    open={open.has(row.key)}
                    partial={props.partial ?? false}
                    toggle={toggle}
                    select={openEvent}
                  />
                </div>
              ) : null;
            })}
          </div>
        </div>
        {props.end}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css(COLUMN),
  scroller: css({
    flex: 1,
    minHeight: 0,
    overflowY: 'auto',
    overflowX: 'hidden',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  rows: css({ position: 'absolute', top: 0, left: 0, right: 0 }),
});
