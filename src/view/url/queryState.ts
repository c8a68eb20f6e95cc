import { SHAPES } from '@kubernetes-events/event';
import { type Filter, type ReadQuery, readQuery, streamSelector } from '@kubernetes-events/logql';
import { type CommonUrl } from './common';
import { KIND_AND_NAME } from './kindAndName';

type ImportedQuery = Pick<CommonUrl, 'filters' | 'lines' | 'base' | 'left'>;

/** Labels of logs and metrics that name the objects of events, as common collectors write them. */
const KNOWN_AS: Record<string, string> = {
  namespace: '_namespace',
  kubernetes_namespace: '_namespace',
  kubernetes_namespace_name: '_namespace',
  k8s_namespace_name: '_namespace',
  exported_namespace: '_namespace',
  node: '_host',
  nodename: '_host',
  node_name: '_host',
  kubernetes_node: '_host',
  k8s_node_name: '_host',
  pod: 'name',
  pod_name: 'name',
  kubernetes_pod_name: 'name',
  k8s_pod_name: 'name',
  job_name: 'name',
  cluster: 'cluster',
  k8s_cluster_name: 'cluster',
};

/** Labels by which the metrics of kube-state-metrics name a workload. */
const WORKLOAD_KINDS: Record<string, string> = {
  deployment: 'Deployment',
  statefulset: 'StatefulSet',
  daemonset: 'DaemonSet',
  cronjob: 'CronJob',
};

/** The mark of a query for events: a label of our streams, or what the streams of other programs have in common. */
export const asksForEvents = (expr: string) =>
  /\b_(?:kind|type|host|namespace)\b|"kubernetes-events"/.test(expr) || OTHERS.test(expr);

const OTHERS =
  /loki\.source\.kubernetes_events|integrations\/kubernetes\/eventhandler|\bk8s_(?:event|object)_\w+|involvedObject/;

/**
 * What a query of Loki or Prometheus asks for, as the app's filters. Of a query for events everything is taken over, or
 * reported; of any other one, the labels that name a namespace, a pod, a node or a cluster. Undefined where it names none.
 *
 * @param isOfOthers whether it finds events of other programs; if that is not known, whether it looks like it
 */
export function queryState(expr: string, isOfOthers = OTHERS.test(expr)): ImportedQuery | undefined {
  const read = readQuery(expr);
  if (!read) {
    return undefined;
  }
  if (isOfOthers) {
    return ownState(inOurNames(read));
  }
  return asksForEvents(expr) ? ownState(read) : labelState(read);
}

/** A query for events of another program with our names of its fields, which need no parser. */
function inOurNames(read: ReadQuery): ReadQuery {
  const filters = read.filters.map((filter) => ({ ...filter, field: OUR_NAMES.get(filter.field) ?? filter.field }));
  const isNamed = filters.some(({ field }, at) => field !== read.filters[at]?.field || KEYS_LIKE_OURS.has(field));
  return { ...read, filters, left: isNamed ? read.left.filter((stage) => !PARSER.test(stage)) : read.left };
}

const PARSER = /^\| (?:logfmt|json)(?: [\w, ]+)?$/;

/** The keys and labels of other programs, each for the field that it is read for first. */
const OUR_NAMES = new Map(
  Object.values(SHAPES)
    .flatMap(({ fields }) => Object.entries(fields))
    .flatMap(([field, sources]) =>
      sources.map((source): [string, string] => ['key' in source ? source.key : source.label, field])
    )
    .reverse()
);
const KEYS_LIKE_OURS = new Set([...OUR_NAMES].flatMap(([name, field]) => (name === field ? name : [])));

function ownState({ filters, lines, base, left }: ReadQuery): ImportedQuery {
  return { filters, lines, base: base.length > 0 ? streamSelector(base).slice(1, -1) : '', left };
}

function labelState({ filters, base }: ReadQuery): ImportedQuery | undefined {
  const named = [
    ...filters.filter(({ exclude }) => !exclude).map(({ field, values }) => ({ field, values })),
    ...base.flatMap(({ label, op, value }) =>
      op === '=' || (op === '=~' && isName(value)) ? [{ field: label, values: value.split('|') }] : []
    ),
  ];
  return filtersOf(named);
}

/**
 * The filters for the thing that an alert with these labels is about; undefined where they name nothing that events do.
 * If they name a workload, its other pods belong to it, and a pod or node beside it may be that of the exporter.
 */
export function labelsState(labels: Readonly<Record<string, string>>): ImportedQuery | undefined {
  const workload = workloadIn(labels);
  const state = filtersOf([
    ...(workload ? [{ field: 'workload', values: [workload] }] : []),
    ...Object.entries(labels).map(([field, value]) => ({ field, values: [value] })),
  ]);
  return state && workload
    ? { ...state, filters: state.filters.filter(({ field }) => field !== 'name' && field !== '_host') }
    : state;
}

/** `Deployment/web`: what our own alert rules call `object`, or what kube-state-metrics names. */
function workloadIn(labels: Readonly<Record<string, string>>): string {
  const { workload = '', object = '' } = labels;
  const named = [workload, object].find((text) => KIND_AND_NAME.test(text));
  const [label, kind] = Object.entries(WORKLOAD_KINDS).find(([name]) => labels[name]) ?? [];
  return named ?? (label ? `${kind}/${labels[label]}` : '');
}

function filtersOf(labels: ReadonlyArray<{ field: string; values: readonly string[] }>): ImportedQuery | undefined {
  const filters = new Map<string, Filter>();
  for (const { field, values } of labels) {
    const own = OWN.has(field) ? field : KNOWN_AS[field];
    const named = values.filter(Boolean);
    if (own && named.length > 0 && !filters.has(own)) {
      filters.set(own, { field: own, values: named, exclude: false });
    }
  }
  return filters.size > 0 ? { filters: [...filters.values()], lines: [], base: '', left: [] } : undefined;
}

const OWN = new Set(['_kind', '_type', '_host', '_namespace', 'reason', 'name', 'component', 'workload']);

/** A choice of plain names, as Kubernetes has them; of a longer expression nothing is known. */
const isName = (pattern: string) => /^[\w.|-]+$/.test(pattern) && !/\.[*+]/.test(pattern);
