import { countOf, type Event, text } from './event.ts';
import { isContractName } from './label-names.ts';
import { DEFAULT_LABELS, fieldOf, type LabelFields } from './labels.ts';
import { type LineFormat } from './record.ts';
import { goTime } from './time.ts';

/**
 * Names that another program gives to labels and metadata of events. An entry has them besides ours, so that queries made
 * for that program find it as well.
 */
export interface Preset {
  /** Stream labels, ours among them: name → the event's field. */
  labels: LabelFields;
  /** Structured metadata besides that of all entries: name → the event's field, or what makes the value. */
  metadata: Readonly<Record<string, string | ((event: Event) => string)>>;
  /** Labels with the same value on every entry. */
  staticLabels: Readonly<Record<string, string>>;
  /** Labels that have the value of `cluster`. */
  clusterLabels: readonly string[];
  /** Name → our label that separates the same entries: one moves to the metadata with the other. */
  follows: Readonly<Record<string, string>>;
  format: Exclude<LineFormat, 'other'>;
}

export type PresetName = 'kubernetes-events' | 'k8s-monitoring' | 'otel';

/** The host has as many values as there are nodes, and neither program has it as a label. */
const { _host, ...FEW } = DEFAULT_LABELS;

export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  'kubernetes-events': {
    labels: DEFAULT_LABELS,
    metadata: {},
    staticLabels: {},
    clusterLabels: [],
    follows: {},
    format: 'flat',
  },
  /**
   * The cluster events of the chart, version 4. Its label `instance` is left out: it names a component of Alloy, and ours of
   * that name was the reporting instance.
   *
   * Source: https://github.com/grafana/k8s-monitoring-helm, charts/feature-cluster-events/templates/_module.alloy.tpl
   */
  'k8s-monitoring': {
    labels: { ...FEW, namespace: 'involvedObject.namespace', level: 'level', reason: 'reason' },
    metadata: { _host, node: _host },
    staticLabels: { source: 'kubernetes-events', job: 'integrations/kubernetes/eventhandler' },
    clusterLabels: ['k8s_cluster_name'],
    follows: { namespace: '_namespace', level: '_type', node: '_host' },
    format: 'logfmt',
  },
  /**
   * The attributes of k8seventsreceiver, as Loki's OTLP endpoint names them.
   *
   * Source: https://github.com/open-telemetry/opentelemetry-collector-contrib, receiver/k8seventsreceiver/k8s_event_to_logdata.go
   */
  otel: {
    labels: { ...FEW, k8s_namespace_name: 'involvedObject.namespace' },
    metadata: {
      _host,
      k8s_node_name: _host,
      k8s_object_kind: 'involvedObject.kind',
      k8s_object_name: 'involvedObject.name',
      k8s_object_uid: 'involvedObject.uid',
      k8s_object_api_version: 'involvedObject.apiVersion',
      k8s_object_resource_version: 'involvedObject.resourceVersion',
      k8s_object_fieldpath: 'involvedObject.fieldPath',
      k8s_event_reason: 'reason',
      k8s_event_action: 'action',
      k8s_event_name: 'metadata.name',
      k8s_event_uid: 'metadata.uid',
      k8s_event_count: (event) => String(countOf(event)),
      k8s_event_start_time: ({ metadata }) => goTime(metadata?.creationTimestamp),
      severity_text: 'type',
      severity_number: ({ type }) => SEVERITY_NUMBERS[text(type)] ?? '',
    },
    staticLabels: {},
    clusterLabels: ['k8s_cluster_name'],
    follows: {
      k8s_namespace_name: '_namespace',
      k8s_node_name: '_host',
      k8s_object_kind: '_kind',
      severity_text: '_type',
    },
    format: 'flat',
  },
};

/** Source: https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber */
const SEVERITY_NUMBERS: Readonly<Record<string, string>> = { Normal: '9', Warning: '13' };

/** The value of a preset's label or metadata. */
export function presetValue({ labels, metadata }: Preset, name: string, event: Event): string {
  const source = labels[name] ?? metadata[name] ?? '';
  return typeof source === 'string' ? fieldOf(event, source) : source(event);
}

/** Labels with the same value on every entry: the given ones, and those that the preset has besides. */
export function withStaticLabels(
  { staticLabels, clusterLabels }: Preset,
  own: Readonly<Record<string, string>>
): Record<string, string> {
  const clusters = clusterLabels.flatMap((name) => (own.cluster ? [[name, own.cluster] as const] : []));
  return { ...staticLabels, ...Object.fromEntries(clusters), ...own };
}

/** The names that entries have for the other program alone. */
export function othersNames({ labels, metadata, staticLabels, clusterLabels }: Preset): string[] {
  const all = [...Object.keys({ ...staticLabels, ...labels, ...metadata }), ...clusterLabels];
  return all.filter((name) => !isContractName(name));
}
