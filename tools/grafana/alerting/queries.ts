import { WORKLOAD } from '@kubernetes-events/logql';
import { occurrences } from '../logql.ts';
import { type Trouble } from '../troubles.ts';

const BY = ['cluster', 'namespace', 'object'];
/** The labels of an alert. It has the workload if it is known, so that a new pod does not start a new alert. */
const NAMED = `namespace=_namespace, ${WORKLOAD.replace('workload=', 'object=')}`;
const SECONDS = 'at=`{{ __timestamp__ | unixEpoch }}`';

/** How far back to search for the last event of a node, in seconds. */
export const STATE_WINDOW = 86_400;

const log = ({ only, lines, stages }: Pick<Trouble, 'only' | 'lines' | 'stages'>): string =>
  [`{${only}}`, lines, stages].filter(Boolean).join(' ');

/** Occurrences of a trouble by cluster, namespace and object. */
export const countByObject = (trouble: Trouble, window: string): string => occurrences(log(trouble), BY, window, NAMED);

/** How many pods of each object the scheduler has refused over more than four minutes: autoscaled nodes take less. */
export function pendingPods(trouble: Trouble): string {
  const at = (aggregate: 'max' | 'min'): string =>
    `${aggregate} by (${[...BY, 'name'].join(', ')}) (${aggregate}_over_time(${log(trouble)} | label_format ${SECONDS}, ${NAMED} | unwrap at [35m]))`;
  return `count by (${BY.join(', ')}) ((${at('max')} - ${at('min')}) > 240)`;
}

/** When a node reported the first reason, unless it has reported the second one since. */
export function lastTimes(bad: string, good: string): string {
  const last = (reasons: string): string =>
    `max by (cluster, object) (max_over_time({_kind="Node"} | reason=~"${reasons}" | label_format ${SECONDS}, object=\`Node/{{ .name }}\` | unwrap at [24h]))`;
  return `${last(bad)} unless (${last(good)} >= ${last(bad)})`;
}

/**
 * The clusters that were there and are no more. Grafana gets one series for each, with 0; where there is nothing at all
 * it gets none, which its rule takes for an alert. The ruler has no such setting: there the query returns nothing.
 */
export function silentClusters(): { expr: string; rulerExpr: string } {
  const count = (window: string): string => `sum by (cluster) (count_over_time({_kind=~".+"} [${window}]))`;
  return {
    expr: `${count('30m')} or (${count('2h')} * 0)`,
    rulerExpr: `(${count('24h')} unless ${count('30m')}) or absent_over_time({_kind=~".+"}[30m])`,
  };
}
