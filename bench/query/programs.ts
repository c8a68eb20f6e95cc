import {
  type Entry,
  type Event,
  type ObjectReference,
  type ShapeName,
  timestampOf,
} from '../../pkg/event/src/index.ts';
import { type Matcher } from '../../pkg/logql/src/index.ts';

/** How another program stores an event, and the streams that it stores them in. */
export interface ProgramShape {
  shape: ShapeName;
  stream: Matcher;
  entryOf(event: Event): Entry;
}

const is = (label: string, value: string): Matcher => ({ label, op: '=', value });

/** Source: https://github.com/grafana/alloy/blob/v1.16.0/internal/component/loki/source/kubernetes_events */
function alloyEntry({ involvedObject, metadata, source, ...event }: Event): Entry {
  const pairs = {
    name: involvedObject?.name,
    kind: involvedObject?.kind,
    objectAPIversion: involvedObject?.apiVersion,
    eventRV: metadata?.resourceVersion,
    sourcecomponent: source?.component,
    sourcehost: source?.host,
    reason: event.reason,
    type: event.type,
    count: event.count,
    msg: JSON.stringify(event.message),
  };
  const line = Object.entries(pairs).filter(([, value]) => value);
  return {
    labels: { job: 'loki.source.kubernetes_events', instance: 'alloy', namespace: metadata?.namespace ?? '' },
    timestampNs: timestampOf(event),
    line: line.map(([key, value]) => `${key}=${value}`).join(' '),
    metadata: {},
  };
}

/** Alloy's line with the labels and the metadata of the chart, as in `pkg/event/samples/programs`. */
function chartEntry(event: Event): Entry {
  const { labels, ...entry } = alloyEntry(event);
  const { involvedObject, source, reason, type } = event;
  return {
    ...entry,
    labels: { ...labels, job: 'integrations/kubernetes/eventhandler', level: type ?? '', reason: reason ?? '' },
    metadata: filled({ name: involvedObject?.name, node: source?.host }),
  };
}

/** What the API server says of who wrote an event, which a watch has. */
const MANAGED = [
  {
    manager: 'kubelet',
    operation: 'Update',
    apiVersion: 'v1',
    fieldsType: 'FieldsV1',
    fieldsV1: Object.fromEntries(
      ['count', 'firstTimestamp', 'involvedObject', 'lastTimestamp', 'message', 'reason', 'source', 'type'].map(
        (field) => [`f:${field}`, {}]
      )
    ),
  },
];

const watchEntry = (event: Event): Entry => ({
  labels: { service_name: 'otel-watch', k8s_namespace_name: event.metadata?.namespace ?? '' },
  timestampNs: timestampOf(event),
  line: JSON.stringify({
    object: { ...event, metadata: { ...event.metadata, managedFields: MANAGED } },
    type: 'ADDED',
  }),
  metadata: filled({ event_domain: 'k8s', event_name: event.metadata?.name, k8s_resource_name: 'events' }),
});

const attributesEntry = ({ metadata, involvedObject: object, source, ...event }: Event): Entry => ({
  labels: { service_name: 'otel-events' },
  timestampNs: timestampOf({ metadata, source, ...event }),
  line: event.message ?? '',
  metadata: filled({
    k8s_event_count: event.count,
    k8s_event_name: metadata?.name,
    k8s_event_reason: event.reason,
    k8s_event_start_time: event.firstTimestamp,
    k8s_event_uid: metadata?.uid,
    k8s_namespace_name: metadata?.namespace,
    k8s_node_name: source?.host,
    ...attributesOf(object ?? {}),
    severity_number: event.type === 'Warning' ? '13' : '9',
    severity_text: event.type,
  }),
});

const attributesOf = ({ apiVersion, kind, name, uid }: ObjectReference): Record<string, unknown> => ({
  k8s_object_api_version: apiVersion,
  k8s_object_kind: kind,
  k8s_object_name: name,
  k8s_object_uid: uid,
});

const exporterEntry = (event: Event): Entry => ({
  labels: { service_name: 'event-exporter', job: 'event-exporter' },
  timestampNs: timestampOf(event),
  line: JSON.stringify({ ...event, involvedObject: { ...event.involvedObject, deleted: false } }),
  metadata: {},
});

const filled = (metadata: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])));

export const ALLOY = 'alloy';

export const PROGRAM_SHAPES: Readonly<Record<string, ProgramShape>> = {
  [ALLOY]: { shape: 'alloy-logfmt', stream: is('job', 'loki.source.kubernetes_events'), entryOf: alloyEntry },
  'alloy-chart': {
    shape: 'k8s-monitoring-logfmt',
    stream: is('job', 'integrations/kubernetes/eventhandler'),
    entryOf: chartEntry,
  },
  'otel-watch': { shape: 'watch-json', stream: is('service_name', 'otel-watch'), entryOf: watchEntry },
  'otel-events': { shape: 'otel-attributes', stream: is('service_name', 'otel-events'), entryOf: attributesEntry },
  'event-exporter': { shape: 'event-json', stream: is('job', 'event-exporter'), entryOf: exporterEntry },
};
