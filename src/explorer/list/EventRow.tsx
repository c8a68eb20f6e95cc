import { memo } from 'react';
import { css, cx } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { t } from '@grafana/i18n';
import { Icon, useStyles2 } from '@grafana/ui';
import { testIds } from '../../shared/testIds';
import { agoWords, clockWords, durationWords, fullTime } from '../../shared/time/words';
import { FilterValue } from '../../shared/values/FilterValue';
import { number, shortNumber } from '../../shared/values/number';
import { ObjectLink } from '../../shared/values/ObjectLink';
import { TypeMark } from '../../shared/values/TypeMark';
import { type ColumnName } from './columns';
import { type Row } from './fold';
import { ROW } from './measures';

interface Props {
  row: Row;
  index: number;
  grid: string;
  columns: ColumnName[];
  compact: boolean;
  wrap: boolean;
  relative: boolean;
  withDay: boolean;
  timeZone: TimeZone;
  now: number;
  current: boolean;
  selected: boolean;
  open: boolean;
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
        <TypeMark type={record.type} />
      </div>
      {(compact ? COMPACT : columns).map((name) => (
        <div role="gridcell" key={name} className={cx(styles.cell, styles[name as keyof typeof styles])}>
          <Cell name={name} {...props} />
        </div>
      ))}
    </div>
  );
});

const COMPACT: ColumnName[] = ['reason', 'count', 'object', 'message'];

function Cell({ name, ...props }: Props & { name: ColumnName }) {
  const { record } = props.row;
  switch (name) {
    case 'reason':
      return <FilterValue field="reason" value={record.reason} about={record} tabIndex={-1} />;
    case 'object':
      return <ObjectLink object={record} tabIndex={-1} />;
    case 'message':
      return <Message text={record.message} wrap={props.wrap} />;
    case 'count':
      return <Repeats {...props} />;
    default:
      return record[name] ? <FilterValue field={LABEL_OF[name] ?? name} value={record[name]} tabIndex={-1} /> : null;
  }
}

const LABEL_OF: Partial<Record<ColumnName, string>> = { namespace: '_namespace', host: '_host' };

function Message({ text, wrap }: { text: string; wrap: boolean }) {
  return <span title={wrap ? undefined : text}>{wrap ? text : oneLine(text)}</span>;
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

/** ×14: opens the sightings that the row stands for. */
function Repeats({ row, open, toggle }: Props) {
  const styles = useStyles2(getStyles);
  const { count, repeats, from, to, key, raw } = row;
  if (count <= 1 && repeats.length <= 1) {
    return null;
  }
  const title =
    to > from
      ? t('list.repeats', '{{n}} times in {{duration}}', { n: number(count), duration: durationWords(to - from) })
      : t('list.times', '{{n}} times so far', { count: count, n: number(count) });
  if (repeats.length <= 1 || raw) {
    return (
      <span className={styles.times} title={title}>
        ×{shortNumber(count)}
      </span>
    );
  }
  return (
    <button
      type="button"
      tabIndex={-1}
      className={styles.repeats}
      title={title}
      aria-expanded={open}
      aria-label={title}
      onClick={(event) => {
        event.stopPropagation();
        toggle(key);
      }}
    >
      ×{shortNumber(count)}
      <Icon name={open ? 'angle-up' : 'angle-down'} size="sm" />
    </button>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
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
    gridTemplateColumns: '66px 14px minmax(0, 1fr) auto',
    gridTemplateRows: '20px 18px 18px',
    alignContent: 'center',
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    '> :nth-child(n + 5)': { gridColumn: '1 / -1', fontSize: theme.typography.bodySmall.fontSize },
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
  cell: css({ minWidth: 0, display: 'flex', overflow: 'hidden', whiteSpace: 'nowrap' }),
  reason: css({ fontWeight: theme.typography.fontWeightMedium }),
  message: css({ color: theme.colors.text.primary, '> span': { overflow: 'hidden', textOverflow: 'ellipsis' } }),
  namespace: css({ color: theme.colors.text.secondary }),
  host: css({ color: theme.colors.text.secondary }),
  count: css({ justifyContent: 'flex-end' }),
  times: css({ color: theme.colors.text.secondary, paddingRight: 16 }),
  repeats: css({
    display: 'inline-flex',
    alignItems: 'center',
    padding: 0,
    border: 0,
    background: 'none',
    '&:hover': { color: theme.colors.text.link },
  }),
});
