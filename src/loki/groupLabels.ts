import { type EventRecord } from '@kubernetes-events/event';

const VALUES: Record<string, (record: EventRecord) => string> = {
  cluster: ({ cluster }) => cluster,
  _namespace: ({ namespace }) => namespace,
  _kind: ({ kind }) => kind,
  _type: ({ type }) => type,
  _host: ({ host }) => host,
  name: ({ name }) => name,
  reason: ({ reason }) => reason,
  component: ({ component }) => component,
  // As Loki is asked for it.
  workload: ({ workload, kind, name }) => workload || `${kind}/${name}`,
};

/** What a record has for a label's or metadata's name, also if only the line has it. */
export const valueOf = (record: EventRecord, label: string): string =>
  Object.hasOwn(VALUES, label) ? (VALUES[label]?.(record) ?? '') : (record.labels[label] ?? '');

/** Equal for labels of the same group only. */
export const groupKey = (labels: Readonly<Record<string, string>>, by: readonly string[]) =>
  by.map((label) => labels[label] ?? '').join('\u0000');

/** A record's labels to group it by. */
export const labelsOf = (record: EventRecord, by: readonly string[]) =>
  Object.fromEntries(by.map((label) => [label, valueOf(record, label)]));

/**
 * The labels that some group has a value for, and the last, which names the group. Without clusters, nothing says that
 * an object is in none.
 */
export const tellingLabels = (groups: ReadonlyArray<Readonly<Record<string, string>>>, by: readonly string[]) =>
  by.filter((label, at) => at === by.length - 1 || groups.some((labels) => labels[label]));
