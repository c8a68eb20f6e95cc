import { memo } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { type EventRecord } from '@kubernetes-events/event';
import { testIds } from '../shared/testIds';
import { agoWords, clockWords, fullTime } from '../shared/time/words';
import { Marked } from '../shared/values/Marked';
import { FilterValue } from '../fields/FilterValue';
import { number } from '../shared/values/number';
import { ObjectLink, WorkloadLink } from '../fields/ObjectLink';
import { occasionOf } from '../fields/occasion';
import { TypeMark } from '../fields/TypeMark';
import { valueLabel } from '../fields/fields';
import { type ColumnName } from './columns';
import { objectOf, type Row } from './fold';
import { ROW } from './measures';
import { around, fromMatch } from './message';
import { Repeats } from './Repeats';

interface Props {
  row: Row;
  index: number;
  grid: string;
  columns: ColumnName[];
  compact: boolean;
  /** What is searched for, to be marked in the text. */
  mark?: RegExp;
  wrap: boolean;
  relative: boolean;
  withDay: boolean;
  timeZone: TimeZone;
  now: number;
  current: boolean;
  selected: boolean;
  open: boolean;
  /** Whether there may be more of the row's events than are loaded. */
  partial: boolean;
  toggle(key: string): void;
  select(id: string): void;
}

/** One event, or one thing that repeats. */
export const EventRow = memo(function EventRow(props: Props) {
  const styles = useStyles2(getStyles);
  const { row, index, grid, columns, compact, wrap, current, selected, select } = props;
  const { record } = row;
  const className = cx(
    styles.row,
    compact && styles.compact,
    wrap && styles.wrap,
    row.raw && styles.raw,
    record.type === 'Warning' && styles.warning,
    current && styles.current,
    selected && styles.selected
  );
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-selected={selected}
      className={className}
      style={compact ? undefined : { gridTemplateColumns: grid }}
      data-testid={testIds.row}
      onClick={() => select(record.id)}
    >
      <div role="gridcell" className={styles.time} title={fullTime(record.timeMs, props.timeZone)}>
        {props.relative ? agoWords(record.timeMs, props.now) : clockWords(record.timeMs, props.timeZone, props.withDay)}
      </div>
      <div role="gridcell" className={styles.mark}>
        <TypeMark type={record.type} occasion={occasionOf(record)} />
      </div>
      {(compact ? COMPACT : columns).map((name) => (
        <div role="gridcell" key={name} className={cx(styles.cell, styles[name as keyof typeof styles])}>
          <Cell name={name} {...props} />
        </div>
      ))}
    </div>
  );
});

const COMPACT: ColumnName[] = ['reason', 'count', 'object', 'namespace', 'message'];

function Cell({ name, ...props }: Props & { name: ColumnName }) {
  const { record } = props.row;
  switch (name) {
    case 'reason':
      return (
        <FilterValue field="reason" value={record.reason} about={record} tabIndex={-1}>
          <Marked text={record.reason || valueLabel('')} mark={props.mark} />
        </FilterValue>
      );
    case 'object':
      return <Objects row={props.row} />;
    case 'host':
      return props.row.hosts > 1 ? (
        <Several text={hostsText(props.row.hosts)} />
      ) : (
        <Value name={name} record={record} />
      );
    case 'message':
      return <Message {...props} />;
    case 'count':
      return <Repeats {...props} />;
    default:
      return <Value name={name} record={record} />;
  }
}

const LABEL_OF = {
  namespace: '_namespace',
  host: '_host',
  component: 'component',
  workload: 'workload',
  cluster: 'cluster',
};

const Value = ({ name, record }: { name: keyof typeof LABEL_OF; record: EventRecord }) =>
  record[name] ? <FilterValue field={LABEL_OF[name]} value={record[name]} tabIndex={-1} /> : null;

/** The object of the row's events, or their workload and of how many pods they are. */
function Objects({ row }: { row: Row }) {
  const object = objectOf(row);
  return row.objects > 1 ? (
    <>
      <WorkloadLink object={object} tabIndex={-1} />
      <Several text={t('list.pods', '{{n}} pods', { count: row.objects, n: number(row.objects) })} />
    </>
  ) : (
    <ObjectLink object={object} tabIndex={-1} />
  );
}

const hostsText = (hosts: number) => t('list.hosts', '{{n}} hosts', { count: hosts, n: number(hosts) });

function Several({ text }: { text: string }) {
  const styles = useStyles2(getStyles);
  return <span className={styles.several}>{text}</span>;
}

function Message({ row, wrap, mark }: Pick<Props, 'row' | 'wrap' | 'mark'>) {
  const styles = useStyles2(getStyles);
  const { record, message } = row;
  const text = wrap ? message : fromMatch(oneLine(message), mark);
  return (
    <span title={wrap ? undefined : message}>
      {mark && !isShown(row, mark) && (
        <span className={styles.elsewhere}>
          <Marked text={oneLine(around(record.line, mark))} mark={mark} />{' '}
        </span>
      )}
      <Marked text={text} mark={mark} />
    </span>
  );
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** Whether what is searched for is in a text that every row shows; a filter looks at the whole line. */
const isShown = ({ message, record: { reason, name, namespace, kind } }: Row, mark: RegExp) =>
  [message, reason, name, namespace, kind].some((text) => text.search(mark) >= 0);

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    // The buttons beside the last value would be cut off at the list's edge.
    '> :last-child [data-actions]': { left: 'auto', right: '100%' },
    display: 'grid',
    alignItems: 'center',
    columnGap: theme.spacing(1.25),
    height: ROW,
    padding: theme.spacing(0, 1),
    borderLeft: '2px solid transparent',
    cursor: 'pointer',
    '&:hover': { background: theme.colors.action.hover },
  }),
  compact: css({
    height: 62,
    gridTemplateColumns: 'auto 14px minmax(0, 1fr) minmax(0, auto)',
    gridTemplateRows: '20px 18px 18px',
    alignContent: 'center',
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    '> :nth-child(n + 5)': { fontSize: theme.typography.bodySmall.fontSize },
    // The object, its namespace beside it, and the message below.
    '> :nth-child(5)': { gridColumn: '1 / 4' },
    '> :nth-child(6)': { justifyContent: 'flex-end' },
    '> :nth-child(7)': { gridColumn: '1 / -1' },
  }),
  wrap: css({
    height: 'auto',
    minHeight: ROW,
    alignItems: 'start',
    padding: theme.spacing(0.5, 1),
    '> div': { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  }),
  raw: css({ paddingLeft: theme.spacing(2), color: theme.colors.text.secondary }),
  warning: css({ borderLeftColor: theme.colors.warning.border }),
  current: css({ background: theme.colors.action.hover, boxShadow: `inset 0 0 0 1px ${theme.colors.border.strong}` }),
  selected: css({ background: theme.colors.action.selected }),
  time: css({ color: theme.colors.text.secondary, whiteSpace: 'nowrap' }),
  mark: css({ display: 'flex', alignItems: 'center', height: 20 }),
  cell: css({ minWidth: 0, display: 'flex', whiteSpace: 'nowrap' }),
  reason: css({ fontWeight: theme.typography.fontWeightMedium }),
  elsewhere: css({ color: theme.colors.text.secondary }),
  message: css({ color: theme.colors.text.primary, '> span': { overflow: 'hidden', textOverflow: 'ellipsis' } }),
  several: css({ flex: 'none', marginLeft: theme.spacing(0.75), color: theme.colors.text.secondary }),
  namespace: css({ color: theme.colors.text.secondary }),
  host: css({ color: theme.colors.text.secondary }),
  count: css({ justifyContent: 'flex-end' }),
});
