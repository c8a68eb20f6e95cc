import { t } from '@grafana/i18n';

/** The list's columns beside the time, in their order on screen, with their share of the width. */
export const COLUMNS = {
  reason: 'minmax(105px, 1.2fr)',
  namespace: 'minmax(70px, 0.65fr)',
  object: 'minmax(140px, 1.6fr)',
  message: 'minmax(150px, 3fr)',
  count: '60px',
  host: 'minmax(96px, 0.8fr)',
  component: 'minmax(90px, 0.9fr)',
  workload: 'minmax(100px, 1.2fr)',
  cluster: 'minmax(70px, 0.6fr)',
} as const satisfies Record<string, string>;

export type ColumnName = keyof typeof COLUMNS;

/** What gives way first where there is no room for all that is chosen: other columns tell the most of an event. */
const GIVES_WAY: readonly ColumnName[] = ['host', 'namespace', 'cluster', 'component', 'workload'];
const TIME_WIDTH = 90;
const GAP = 10;
/** A message that is cut shorter tells little. */
const MESSAGE_WIDTH = 280;

const leastWidth = (name: ColumnName) =>
  GAP + (name === 'message' ? MESSAGE_WIDTH : Number(/\d+/.exec(COLUMNS[name])?.[0]));

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

export const gridOf = (columns: readonly ColumnName[], timeWidth: number) =>
  [`${timeWidth}px`, '16px', ...columns.map((name) => COLUMNS[name])].join(' ');

export function columnLabel(name: ColumnName): string {
  switch (name) {
    case 'reason':
      return t('column.reason', 'Reason');
    case 'namespace':
      return t('column.namespace', 'Namespace');
    case 'object':
      return t('column.object', 'Object');
    case 'message':
      return t('column.message', 'Message');
    case 'count':
      return t('column.count', 'Count');
    case 'host':
      return t('column.host', 'Host');
    case 'component':
      return t('column.component', 'Component');
    case 'workload':
      return t('column.workload', 'Workload');
    case 'cluster':
      return t('column.cluster', 'Cluster');
  }
}
