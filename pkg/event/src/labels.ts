import { type Event, text } from './event.ts';

/** Label name → the event's field it takes its value from: a path such as `involvedObject.kind`, or `host`, or `level`. */
export type LabelFields = Readonly<Record<string, string>>;

/** The four labels that people group by, and have since the first collector. */
export const DEFAULT_LABELS = {
  _host: 'host',
  _namespace: 'metadata.namespace',
  _type: 'type',
  _kind: 'involvedObject.kind',
} as const satisfies LabelFields;

/** Loki would write `unknown_service` where it is missing. */
export const SERVICE_NAME = 'kubernetes-events';

/** Loki refuses a label value of more than 2,048 bytes (`max_label_value_length`); at most 4 bytes a code point. */
const LONGEST_VALUE = 512;

/**
 * Where an event happened: `source.host`; else the Node's name where the object is a Node; else the reporting instance
 * where the kubelet reports, which names itself after its node. An empty string if none is known.
 */
export function hostOf(event: Event): string {
  const host = text(event.source?.host);
  if (host) {
    return host;
  }
  if (event.involvedObject?.kind === 'Node') {
    return text(event.involvedObject.name);
  }
  return event.reportingComponent === 'kubelet' ? text(event.reportingInstance) : '';
}

/** How serious an event is, in the words of the chart k8s-monitoring: `Info`, `Warning`. */
const levelOf = ({ type }: Event): string => (type === 'Normal' ? 'Info' : text(type));

/**
 * A field's text by its path in the Event (`metadata.namespace`, `involvedObject.kind`, …); `host` is {@link hostOf},
 * `level` {@link levelOf}.
 */
export function fieldOf(event: Event, path: string): string {
  if (path === 'host') {
    return hostOf(event);
  }
  if (path === 'level') {
    return levelOf(event);
  }
  let value: unknown = event;
  for (const key of keysOf(path)) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined;
  }
  return text(value);
}

/** An entry's stream labels. Empty values are left out: Loki drops them. */
export function labelsOf(
  event: Event,
  fields: LabelFields = DEFAULT_LABELS,
  staticLabels: Record<string, string> = {}
): Record<string, string> {
  const labels: Record<string, string> = { service_name: SERVICE_NAME, ...staticLabels };
  for (const [name, path] of Object.entries(fields)) {
    const value = fieldOf(event, path);
    if (value) {
      labels[name] = value.length > LONGEST_VALUE ? [...value].slice(0, LONGEST_VALUE).join('') : value;
    }
  }
  return labels;
}

/** Paths come from the configuration: there are few, and each is split once. */
const split = new Map<string, readonly string[]>();

function keysOf(path: string): readonly string[] {
  let keys = split.get(path);
  if (!keys) {
    split.set(path, (keys = path.split('.')));
  }
  return keys;
}
