import { type Event } from '../event.ts';
import { eventOfPairs, readLogfmt } from '../line/logfmt.ts';
import { key, label, type Shape } from './shape.ts';

/**
 * The keys of Grafana Alloy's `loki.source.kubernetes_events`, and of Grafana Agent before it. The label `namespace` is that
 * of the involved object; the name and the uid of the Event are nowhere.
 *
 * Source: https://github.com/grafana/alloy/blob/v1.18.0/internal/component/loki/source/kubernetes_events/event_controller.go
 */
const FIELDS: Shape['fields'] = {
  _namespace: [label('namespace')],
  _kind: [key('kind')],
  _type: [key('type')],
  _host: [key('sourcehost')],
  reason: [key('reason')],
  name: [key('name')],
  component: [key('sourcecomponent'), key('reportingcontroller')],
  reporting_component: [key('reportingcontroller')],
  instance: [key('reportinginstance')],
  action: [key('action')],
  count: [key('count')],
  api_version: [key('objectAPIversion')],
  object_version: [key('objectRV')],
  object_namespace: [label('namespace')],
  resource_version: [key('eventRV')],
};

/** The event with what only the label says. */
function withNamespace(event: Event | undefined, labels: Readonly<Record<string, string>>): Event | undefined {
  // A query that filters by it has renamed it.
  const namespace = labels.namespace ?? labels._namespace;
  return event && namespace
    ? {
        ...event,
        metadata: { ...event.metadata, namespace },
        involvedObject: { ...event.involvedObject, namespace },
      }
    : event;
}

export const ALLOY_LOGFMT: Shape = {
  parser: 'logfmt',
  fields: FIELDS,
  read: ({ line, labels }) => (line.startsWith('name=') ? withNamespace(readLogfmt(line), labels) : undefined),
};

export const ALLOY_JSON: Shape = {
  parser: 'json',
  fields: FIELDS,
  read: ({ json, labels }) => json && withNamespace(eventOfPairs(Object.entries(json)), labels),
};

/**
 * Alloy's lines in streams that the chart k8s-monitoring labels: `reason`, `level`, and by its values `kind`, `component`,
 * `name` and `node`, each as a label or as metadata.
 *
 * Source: https://github.com/grafana/k8s-monitoring-helm, charts/feature-cluster-events/templates/_module.alloy.tpl
 */
const charted = (shape: Shape): Shape => {
  const read: Shape['read'] = (entry) => (entry.labels.level ? shape.read(entry) : undefined);
  return { ...shape, hasLabelsLikeKeys: true, read };
};

export const K8S_MONITORING_LOGFMT = charted(ALLOY_LOGFMT);
export const K8S_MONITORING_JSON = charted(ALLOY_JSON);
