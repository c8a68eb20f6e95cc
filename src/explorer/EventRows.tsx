import { type RefObject, useMemo, useRef } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, LoadingPlaceholder, useStyles2 } from '@grafana/ui';
import { type Row } from '../rows/fold';
import { rowHeight } from '../rows/measures';
import { searched } from '../rows/message';
import { RowList } from '../rows/RowList';
import { listUrl } from '../rows/url';
import { useColumns } from '../rows/useColumns';
import { useListKeys } from '../rows/useListKeys';
import { useVirtualRows } from '../rows/useVirtualRows';
import { testIds } from '../shared/testIds';
import { useTime } from '../shared/time/TimeContext';
import { needsDay } from '../shared/time/words';
import { quiet } from '../shared/styles';
import { useUrl } from '../view/url/useUrl';
import { Skeleton } from './Skeleton';
import { type EventPages } from './useEventPages';
import { useKeepPlace } from './useKeepPlace';
import { usePaging } from './usePaging';

interface Props {
  /** What the list has its width from. */
  box: RefObject<HTMLElement | null>;
  rows: Row[];
  pages: EventPages;
  open: ReadonlySet<string>;
  toggle(key: string): void;
}

/** The rows of the list, which loads more as one scrolls. */
export function EventRows({ box, rows, pages, open, toggle }: Props) {
  const styles = useStyles2(getStyles);
  const [{ lines, wrap, relative }] = useUrl(listUrl);
  const { span } = useTime();
  const scroller = useRef<HTMLDivElement>(null);
  const layout = useColumns(box, { records: pages.records, relative, withDay: needsDay(span) });
  const mark = useMemo(() => searched(lines), [lines]);

  const list = useVirtualRows(rows, scroller, layout.compact);
  const { virtual } = list;
  const offset = virtual.scrollOffset ?? 0;
  const atTop = offset < rowHeight(layout.compact);
  const kept = useKeepPlace(rows, virtual, atTop && !pages.before);
  usePaging(pages, { scroller, items: virtual.getVirtualItems(), rows: rows.length, atTop, offset, kept });
  const keys = useListKeys(rows, (index) => virtual.scrollToIndex(index), toggle);

  return (
    <RowList
      {...list}
      head
      rows={rows}
      layout={layout}
      current={keys.current}
      open={open}
      toggle={toggle}
      partial={pages.more || pages.before}
      wrap={wrap}
      mark={mark}
      handlers={{ ...keys.handlers, className: pages.stale ? styles.dimmed : styles.scroller }}
      empty={<Skeleton />}
      end={<ListEnd pages={pages} />}
    />
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
  scroller: css({ transition: 'opacity 150ms' }),
  dimmed: css({ transition: 'opacity 150ms', opacity: 0.55 }),
  end: css({ ...quiet(theme), display: 'flex', justifyContent: 'center', padding: theme.spacing(1) }),
});
