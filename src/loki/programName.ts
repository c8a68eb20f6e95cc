import { type EventRecord } from '@kubernetes-events/event';

const NAMES: Readonly<Record<string, string>> = {
  'alloy-logfmt': 'Grafana Alloy',
  'alloy-json': 'Grafana Alloy',
  'k8s-monitoring-logfmt': 'k8s-monitoring',
  'k8s-monitoring-json': 'k8s-monitoring',
  'watch-json': 'OpenTelemetry',
  'new-watch-json': 'OpenTelemetry',
  'otel-attributes': 'OpenTelemetry',
};

/**
 * The program that has stored an event of another shape than ours. The Event as it is may be of any: OpenTelemetry in the mode
 * "pull", kubernetes-event-exporter, …
 */
export function programName({ shape, labels, line }: EventRecord): string {
  if (labels.k8s_resource_name) {
    return 'OpenTelemetry';
  }
  const isExporter = shape === 'event-json' && line.includes('"deleted":');
  return isExporter ? 'kubernetes-event-exporter' : (NAMES[shape] ?? 'JSON');
}
