import { fromGoTime } from '../time.ts';
import { label, type Shape } from './shape.ts';

/**
 * OpenTelemetry's k8seventsreceiver through Loki's OTLP endpoint: the message is the line, all else are attributes. The
 * reporting component is nowhere.
 *
 * Source: https://github.com/open-telemetry/opentelemetry-collector-contrib, receiver/k8seventsreceiver/k8s_event_to_logdata.go
 */
const ATTRIBUTES = {
  _namespace: 'k8s_namespace_name',
  _kind: 'k8s_object_kind',
  _type: 'severity_text',
  _host: 'k8s_node_name',
  cluster: 'k8s_cluster_name',
  reason: 'k8s_event_reason',
  name: 'k8s_object_name',
  action: 'k8s_event_action',
  count: 'k8s_event_count',
  field_path: 'k8s_object_fieldpath',
  object_uid: 'k8s_object_uid',
  object_version: 'k8s_object_resource_version',
  object_namespace: 'k8s_namespace_name',
  api_version: 'k8s_object_api_version',
  event: 'k8s_event_name',
  event_uid: 'k8s_event_uid',
} as const;

export const OTEL_ATTRIBUTES: Shape = {
  fields: Object.fromEntries(Object.entries(ATTRIBUTES).map(([field, name]) => [field, [label(name)]])),
  read: ({ line, labels }) => {
    // A query gives labels our names.
    const value = (field: keyof typeof ATTRIBUTES) => labels[field] ?? labels[ATTRIBUTES[field]];
    const isOne = labels.k8s_event_start_time !== undefined && value('name') !== undefined;
    const firstTimestamp = isOne ? fromGoTime(labels.k8s_event_start_time ?? '') : undefined;
    return isOne
      ? {
          metadata: { name: value('event'), namespace: value('_namespace'), uid: value('event_uid') },
          involvedObject: {
            kind: value('_kind'),
            namespace: value('object_namespace') ?? value('_namespace'),
            name: value('name'),
            uid: value('object_uid'),
            apiVersion: value('api_version'),
            fieldPath: value('field_path'),
            resourceVersion: value('object_version'),
          },
          reason: value('reason'),
          message: line,
          type: value('_type'),
          action: value('action'),
          source: { host: value('_host') },
          count: Number(value('count')) || undefined,
          firstTimestamp,
        }
      : undefined;
  },
};
