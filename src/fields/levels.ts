import { t } from '@grafana/i18n';
import { OBJECT_LABELS } from '@kubernetes-events/logql';

/**
 * What events can be grouped by: the labels that make up a group, the one that names it last; and what to group by once a
 * group is opened.
 */
export const GROUPS = {
  type: { by: ['_type'], next: 'reason' },
  namespace: { by: ['_namespace'], next: 'workload' },
  kind: { by: ['_kind'], next: 'object' },
  host: { by: ['_host'], next: 'namespace' },
  reason: { by: ['reason'], next: 'object' },
  workload: { by: ['cluster', '_namespace', 'workload'], next: 'object' },
  object: { by: OBJECT_LABELS, next: 'reason' },
  component: { by: ['component'], next: 'reason' },
  cluster: { by: ['cluster'], next: 'namespace' },
} as const satisfies Record<string, { by: readonly string[]; next: string }>;

export type GroupName = keyof typeof GROUPS;

export const isGroup = (name: string): name is GroupName => Object.hasOwn(GROUPS, name);

/** A group's labels; the namespace's where a link names something else. */
export const groupLabels = (name: string): readonly string[] => GROUPS[isGroup(name) ? name : 'namespace'].by;

/** The label that distinguishes the group's values. */
export const groupField = (name: string): string => groupLabels(name).at(-1) ?? '_type';

export function groupLabel(name: GroupName): string {
  const labels: Record<GroupName, string> = {
    type: t('group.type', 'type'),
    namespace: t('group.namespace', 'namespace'),
    kind: t('group.kind', 'kind'),
    host: t('group.host', 'host'),
    reason: t('group.reason', 'reason'),
    workload: t('group.workload', 'workload'),
    object: t('group.object', 'object'),
    component: t('group.component', 'component'),
    cluster: t('group.cluster', 'cluster'),
  };
  return labels[name];
}
