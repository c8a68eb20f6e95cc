/** Labels and metadata that entries have for events, of this version or an earlier one, and what Loki adds. */
const CONTRACT = new Set([
  ...['service_name', 'cluster', '_host', '_namespace', '_type', '_kind', 'reason', 'name', 'level', 'workload'],
  ...['component', 'count', 'increment', 'action', 'related', 'field_path', 'event_time', 'message'],
  // Ends of containers, and changes.
  ...['container', 'exit_code', 'signal', 'restart_count', 'image', 'started_at', 'revision', 'changed', 'changed_by'],
  // Version 1.
  ...['object_uid', 'api_version', 'instance', 'first_seen', 'event', 'event_uid', 'resource_version'],
  // Loki.
  ...['detected_level', '__stream_shard__', '__error__', '__error_details__'],
]);

/** Whether entries use the name for a fact of the event. */
export const isContractName = (name: string): boolean => CONTRACT.has(name);

/** Names that our entries have for queries of OpenTelemetry, or where `source` says so, of the chart k8s-monitoring. */
const OF_OTEL = /^(?:k8s_(?:(?:cluster|namespace|node)_name|(?:event|object)_\w+)|severity_\w+)$/;
const OF_K8S_MONITORING = /^(?:source|job|namespace|node)$/;

/** Whether a label of one of our entries is there for another program's queries: what it says, a field says. */
export const isAlias = (name: string, { source }: Readonly<Record<string, string>>): boolean =>
  OF_OTEL.test(name) || (source === 'kubernetes-events' && OF_K8S_MONITORING.test(name));

/**
 * The metadata that the label of an object is kept as: `app.kubernetes.io/name` as `app_kubernetes_io_name`. That of its
 * namespace begins with `namespace_`.
 */
export function labelMetadataName(label: string, of: 'object' | 'namespace'): string {
  const name = label.replace(/[^A-Za-z0-9_]/g, '_');
  return of === 'namespace' ? `namespace_${name}` : name.replace(/^\d/, '_$&');
}
