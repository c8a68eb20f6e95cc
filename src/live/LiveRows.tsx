import { type RefObject, useMemo } from 'react';
import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { type EventRecord } from '@kubernetes-events/event';
import { type Row, rowsOf } from '../rows/fold';
import { RowList } from '../rows/RowList';
import { useColumns } from '../rows/useColumns';
import { useListKeys } from '../rows/useListKeys';
import { useVirtualRows } from '../rows/useVirtualRows';

interface Props {
  scroller: RefObject<HTMLDivElement | null>;
  records: EventRecord[];
  onScroll(top: number): void;
  /** Called when one starts to move through the rows, so that they stay where they are. */
  hold(): void;
}

const CLOCK = { relative: false, withDay: false };
const noToggle = () => undefined;

/** The newest first, those in view; a row that was there stays the same one, so that it is not drawn again. */
export function LiveRows({ scroller, records, onScroll, hold }: Props) {
  const rows = useRows(records);
  const layout = useColumns(scroller, CLOCK);
  const list = useVirtualRows(rows, scroller, layout.compact);
  const scrollTo = (index: number) => {
    hold();
    list.virtual.scrollToIndex(index);
  };
  const keys = useListKeys(rows, scrollTo, noToggle);
  return (
    <RowList
      {...list}
      rows={rows}
      layout={layout}
      current={keys.current}
      handlers={{ ...keys.handlers, onScroll: (event) => onScroll(event.currentTarget.scrollTop) }}
      empty={<Waiting />}
    />
  );
}

function Waiting() {
  const styles = useStyles2(getStyles);
  return (
    <div role="row">
      <div role="gridcell" className={styles.waiting}>
        {t('live.waiting', 'Waiting for events that match the filters…')}
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
        const rows = rowsOf([record], false);
        rows.forEach((row) => made.set(record, row));
        return rows;
      }),
    [records, made]
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  waiting: css({ padding: theme.spacing(4), textAlign: 'center', color: theme.colors.text.secondary }),
});
