import { t } from '@grafana/i18n';
import { OBJECT_LABELS } from '@kubernetes-events/logql';

/**
 * What events can be grouped by: the labels that make up a group, the one that names it last; and what to group by once a
 * group is opened.
 */
const GROUPS = {
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

type KnownGroup = keyof typeof GROUPS;

/** A group that every event has, or one by a label that the collector adds: `label:team`. */
export type GroupName = KnownGroup | `label:${string}`;

/** The names of the groups that every event has. */
export const GROUP_NAMES = Object.keys(GROUPS) as readonly KnownGroup[];

const LABEL = /^label:([A-Za-z_]\w*)$/;

const isKnown = (name: string): name is KnownGroup => Object.hasOwn(GROUPS, name);

export const isGroup = (name: string): name is GroupName => isKnown(name) || LABEL.test(name);

/** The group of a label, by its name in Loki. */
export const groupOfLabel = (field: string): GroupName => `label:${field}`;

/** A group's labels, and what to group by once it is opened; the namespace's where a link names something else. */
function groupOf(name: string): { by: readonly string[]; next: KnownGroup } {
  const label = LABEL.exec(name)?.[1];
  return label ? { by: [label], next: 'workload' } : GROUPS[isKnown(name) ? name : 'namespace'];
}

export const groupLabels = (name: string): readonly string[] => groupOf(name).by;

export const nextGroup = (name: string): GroupName => groupOf(name).next;

/** The label that distinguishes the group's values. */
export const groupField = (name: string): string => groupLabels(name).at(-1) ?? '_type';

export function groupLabel(name: GroupName): string {
  if (!isKnown(name)) {
    return groupField(name);
  }
  const labels: Record<KnownGroup, string> = {
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
