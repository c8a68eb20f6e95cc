import { type KeyboardEvent, useRef } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { type Row } from '../../rows/fold';
import { RowList } from '../../rows/RowList';
import { listUrl } from '../../rows/url';
import { useColumns } from '../../rows/useColumns';
import { useCursor } from '../../rows/useCursor';
import { useVirtualRows } from '../../rows/useVirtualRows';
import { testIds } from '../../shared/testIds';
import { useTime } from '../../shared/time/TimeContext';
import { needsDay } from '../../shared/time/words';
import { COLUMN } from '../../shared/styles';
import { useActions } from '../../view/Actions';
import { useUrl } from '../../view/url/useUrl';

interface Props {
  rows: Row[];
  open: ReadonlySet<string>;
  toggle(key: string): void;
  /** Whether there may be more events than the queries answered with. */
  partial: boolean;
  head: boolean;
  /** The instant under the pointer in any panel, and how to share it. */
  hovered: number | undefined;
  hover(ms: number | undefined): void;
}

/** The rows that are in view. The arrow keys move and Enter opens while the focus is in the list. */
export function PanelRows({ rows, open, toggle, partial, head, hovered, hover }: Props) {
  const styles = useStyles2(getStyles);
  const [{ wrap, relative }] = useUrl(listUrl);
  const { openEvent, closeEvent } = useActions();
  const { span } = useTime();
  const scroller = useRef<HTMLDivElement>(null);
  const layout = useColumns(scroller, { relative, withDay: needsDay(span) });
  const list = useVirtualRows(rows, scroller, layout.compact);
  const cursor = useCursor(rows, (index) => list.virtual.scrollToIndex(index));
  const at = closestTo(rows, hovered);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Enter' && cursor.record && event.target === event.currentTarget) {
      openEvent(cursor.record.id);
      event.preventDefault();
    } else if (event.key === 'Escape' && cursor.isDetailed) {
      closeEvent();
      event.preventDefault();
    } else {
      cursor.handlers.onKeyDown(event);
    }
    // The dashboard has keys of its own.
    if (event.isDefaultPrevented()) {
      event.stopPropagation();
    }
  };
  return (
    <div className={styles.list} data-testid={testIds.list} onMouseLeave={() => hover(undefined)}>
      <RowList
        {...list}
        head={head}
        rows={rows}
        layout={layout}
        current={cursor.current}
        open={open}
        toggle={toggle}
        partial={partial}
        wrap={wrap}
        handlers={{ ...cursor.handlers, onKeyDown }}
        around={(row, index) => ({
          className: index === at ? styles.hovered : undefined,
          onMouseEnter: () => hover(row.record.timeMs),
        })}
      />
    </div>
  );
}

/** The index of the row that is closest in time to where the pointer is in another panel. */
function closestTo(rows: readonly Row[], ms: number | undefined): number {
  if (ms === undefined) {
    return -1;
  }
  const distance = (row: Row) => Math.abs(row.record.timeMs - ms);
  return rows.reduce((best, row, index) => (distance(row) < distance(rows[best] ?? row) ? index : best), 0);
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css(COLUMN),
  hovered: css({ background: theme.colors.action.hover }),
});
