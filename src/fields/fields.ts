import { t } from '@grafana/i18n';

/** What one can filter and group by, as Loki names it. */
export const FIELDS = ['_namespace', '_kind', '_type', '_host', 'reason'] as const;

/** The ones that are seldom asked for. */
export const MORE_FIELDS = ['name', 'workload', 'component', 'cluster'] as const;

const LABELS: Record<string, () => string> = {
  _namespace: () => t('field.namespace', 'Namespace'),
  _kind: () => t('field.kind', 'Kind'),
  _type: () => t('field.type', 'Type'),
  _host: () => t('field.host', 'Host'),
  reason: () => t('field.reason', 'Reason'),
  name: () => t('field.name', 'Object name'),
  workload: () => t('field.workload', 'Workload'),
  component: () => t('field.component', 'Component'),
  cluster: () => t('field.cluster', 'Cluster'),
  object_uid: () => t('field.objectUid', 'Object UID'),
  field_path: () => t('field.fieldPath', 'Field path'),
  first_seen: () => t('field.firstSeen', 'First seen'),
  event_time: () => t('field.eventTime', 'Event time'),
  event: () => t('field.event', 'Event'),
  event_uid: () => t('field.eventUid', 'Event UID'),
  action: () => t('field.action', 'Action'),
  related: () => t('field.related', 'Related object'),
  instance: () => t('field.instance', 'Reporting instance'),
  level: () => t('field.level', 'Level'),
  container: () => t('field.container', 'Container'),
  exit_code: () => t('field.exitCode', 'Exit code'),
  signal: () => t('field.signal', 'Signal'),
  restart_count: () => t('field.restartCount', 'Restarts before'),
  image: () => t('field.image', 'Image'),
  started_at: () => t('field.startedAt', 'Started'),
  revision: () => t('field.revision', 'Revision'),
  changed: () => t('field.changed', 'Changed fields'),
  changed_by: () => t('field.changedBy', 'Changed by'),
  service_name: () => t('field.serviceName', 'Service name'),
};

/** A field as people call it. */
export const fieldLabel = (field: string): string => LABELS[field]?.() ?? sentenceCase(field);

/** A label's name as words: `restart_count` is "Restart count". */
function sentenceCase(name: string): string {
  const words = name.replace(/_+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** An empty value is one that the event does not have. */
export const valueLabel = (value: string) => value || t('field.none', '(none)');
