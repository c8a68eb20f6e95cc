import { t } from '@grafana/i18n';
import { type EventRecord } from '@kubernetes-events/event';
import { MESSAGE_WIDTH } from './measures';

/** The list's columns beside the time, in their order on screen, each with its least and its usual width in pixels. */
export const COLUMNS = {
  reason: { least: 105, usual: 150 },
  namespace: { least: 70, usual: 110 },
  object: { least: 140, usual: 260 },
  message: { least: 100, usual: Infinity },
  count: { least: 60, usual: 60 },
  host: { least: 96, usual: 120 },
  component: { least: 90, usual: 140 },
  workload: { least: 100, usual: 180 },
  cluster: { least: 70, usual: 90 },
} as const satisfies Record<string, { least: number; usual: number }>;

export type ColumnName = keyof typeof COLUMNS;

/** The columns to hide first if there is no room for all. */
const GIVES_WAY: readonly ColumnName[] = ['host', 'namespace', 'cluster', 'component', 'workload'];
const TIME_WIDTH = 90;
const MARK_WIDTH = 16;
const GAP = 10;

const leastWidth = (name: ColumnName) => GAP + (name === 'message' ? MESSAGE_WIDTH : COLUMNS[name].least);

/** The chosen columns that there is room for. */
export function columnsFor(chosen: readonly string[], width: number): ColumnName[] {
  const shown = new Set((Object.keys(COLUMNS) as ColumnName[]).filter((name) => chosen.includes(name)));
  for (const name of GIVES_WAY) {
    const needed = [...shown].reduce((sum, one) => sum + leastWidth(one), TIME_WIDTH + 3 * GAP);
    if (needed <= width) {
      break;
    }
    shown.delete(name);
  }
  return [...shown];
}

/**
 * Columns take what they need up to their usual width, and the message takes all that is left: where room is scarce, the
 * others shrink before it does.
 */
export function gridOf(columns: readonly ColumnName[], timeWidth: number, widths: Widths = {}): string {
  const sizes = columns.map((name) => {
    const width = widths[name] ?? COLUMNS[name].usual;
    return { least: Math.min(COLUMNS[name].least, width), width };
  });
  const others = sizes.filter(({ width }) => width !== Infinity).map(({ least }) => GAP + least);
  const taken = others.reduce((sum, one) => sum + one, timeWidth + GAP + MARK_WIDTH + GAP);
  const tracks = sizes.map(({ least, width }) =>
    width === Infinity
      ? `minmax(clamp(${least}px, 100% - ${taken}px, ${MESSAGE_WIDTH}px), 1fr)`
      : `minmax(${least}px, ${width}px)`
  );
  return [`${timeWidth}px`, `${MARK_WIDTH}px`, ...tracks].join(' ');
}

/** Widths in pixels. */
type Widths = Partial<Record<ColumnName, number>>;

/** A letter's usual width, in pixels. */
const LETTER = 8;
/** No column but the message is wider. */
const WIDEST = 380;

/** How wide the columns have to be for what is in them. */
export function widthsOf(records: readonly EventRecord[]): Widths {
  const lengths: Partial<Record<ColumnName, number>> = {};
  for (const record of records) {
    for (const [name, length] of Object.entries(lengthsOf(record)) as Array<[ColumnName, number]>) {
      lengths[name] = Math.max(lengths[name] ?? 0, length);
    }
  }
  return Object.fromEntries(
    Object.entries(lengths).map(([name, length]) => {
      const { least } = COLUMNS[name as ColumnName];
      return [name, Math.min(Math.max(Math.ceil(length * LETTER), Math.min(least, 70)), WIDEST)];
    })
  );
}

const lengthsOf = ({ reason, namespace, kind, name, host, component, workload, cluster }: EventRecord) => ({
  reason: reason.length,
  namespace: namespace.length,
  object: kind.length + 2 + name.length,
  host: host.length,
  component: component.length,
  workload: workload.length,
  cluster: cluster.length,
});

/** The columns that are there unless the reader has chosen others, and that say nothing if all events have one value. */
const LEAVE_IF_CONSTANT = ['namespace', 'host'] as const satisfies readonly ColumnName[];

/** The chosen columns whose value is the same in all events, with that value. */
export function constantColumns(
  chosen: readonly string[],
  records: readonly EventRecord[]
): Array<{ name: ColumnName; value: string }> {
  const [first, ...others] = records;
  return first && others.length > 0
    ? LEAVE_IF_CONSTANT.filter(
        (name) => chosen.includes(name) && others.every((record) => record[name] === first[name])
      ).map((name) => ({ name, value: first[name] }))
    : [];
}

export function columnLabel(name: ColumnName): string {
  const labels: Record<ColumnName, string> = {
    reason: t('column.reason', 'Reason'),
    namespace: t('column.namespace', 'Namespace'),
    object: t('column.object', 'Object'),
    message: t('column.message', 'Message'),
    count: t('column.count', 'Count'),
    host: t('column.host', 'Host'),
    component: t('column.component', 'Component'),
    workload: t('column.workload', 'Workload'),
    cluster: t('column.cluster', 'Cluster'),
  };
  return labels[name];
}
