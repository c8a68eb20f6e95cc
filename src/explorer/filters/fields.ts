import { t } from '@grafana/i18n';

/** What one can filter and group by, as Loki names it. */
export const FIELDS = ['_namespace', '_kind', '_type', '_host', 'reason'] as const;

/** The ones that are seldom asked for. */
export const MORE_FIELDS = ['name', 'workload', 'component', 'cluster'] as const;

/** A field as people call it. */
export function fieldLabel(field: string): string {
  switch (field) {
    case '_namespace':
      return t('field.namespace', 'Namespace');
    case '_kind':
      return t('field.kind', 'Kind');
    case '_type':
      return t('field.type', 'Type');
    case '_host':
      return t('field.host', 'Host');
    case 'reason':
      return t('field.reason', 'Reason');
    case 'name':
      return t('field.name', 'Object name');
    case 'workload':
      return t('field.workload', 'Workload');
    case 'component':
      return t('field.component', 'Component');
    case 'cluster':
      return t('field.cluster', 'Cluster');
    case 'object_uid':
      return t('field.objectUid', 'Object UID');
    default:
      return field;
  }
}

/** An empty value is one that the event does not have. */
export const valueLabel = (value: string) => value || t('field.none', '(none)');
