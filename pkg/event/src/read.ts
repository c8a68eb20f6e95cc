import { countOf, type Event, text } from './event.ts';
import { hostOf } from './labels.ts';
import { isAlias } from './label-names.ts';
import { isOther, readEntry } from './shapes/read.ts';
import { FROM_LINE } from './shapes/shapes.ts';
import { componentOf, referenceText } from './metadata.ts';
import { type EventRecord } from './record.ts';

/** What Loki itself adds to an entry, or a query: not a property of the event. */
const ADDED_BY_LOKI = new Set(['service_name', 'detected_level', '__stream_shard__', 'level']);

const isAdded = (name: string, own: LokiLine['labels']): boolean =>
  ADDED_BY_LOKI.has(name) || name.startsWith(FROM_LINE) || (name in own && isAlias(name, own));

/** A log line as Loki answers with it. */
export interface LokiLine {
  /** Nanoseconds since the epoch, in decimal. */
  timestampNs: string;
  line: string;
  /** Stream labels and structured metadata, together. */
  labels: Record<string, string>;
}

/** A field of a record: the label or metadata that has it, in entries of some version of the collector, or the line. */
type Source = readonly [name: string, fromLine: (event: Event) => string];

const SOURCES = {
  type: ['_type', ({ type }) => text(type)],
  kind: ['_kind', ({ involvedObject }) => text(involvedObject?.kind)],
  namespace: [
    '_namespace',
    ({ metadata, involvedObject }) => text(metadata?.namespace) || text(involvedObject?.namespace),
  ],
  host: ['_host', hostOf],
  reason: ['reason', ({ reason }) => text(reason)],
  name: ['name', ({ involvedObject }) => text(involvedObject?.name)],
  objectUid: ['object_uid', ({ involvedObject }) => text(involvedObject?.uid)],
  apiVersion: ['api_version', ({ involvedObject }) => text(involvedObject?.apiVersion)],
  fieldPath: ['field_path', ({ involvedObject }) => text(involvedObject?.fieldPath)],
  component: ['component', componentOf],
  instance: ['instance', ({ reportingInstance }) => text(reportingInstance)],
  action: ['action', ({ action }) => text(action)],
  related: ['related', ({ related }) => referenceText(related)],
  firstSeen: ['first_seen', ({ firstTimestamp, eventTime }) => text(firstTimestamp) || text(eventTime)],
  event: ['event', ({ metadata }) => text(metadata?.name)],
  eventUid: ['event_uid', ({ metadata }) => text(metadata?.uid)],
  resourceVersion: ['resource_version', ({ metadata }) => text(metadata?.resourceVersion)],
} as const satisfies Partial<Record<keyof EventRecord, Source>>;

/**
 * A log line as an event: from structured metadata and labels if present, else from the line,
 * in any format that a collector of events, ours or another, has written.
 */
export function recordOf({ timestampNs, line, labels }: LokiLine): EventRecord {
  const { event, format, shape, cluster } = readEntry({ timestampNs: BigInt(timestampNs), line, labels });
  // A label of another program may have one of our names, and another meaning.
  const own: LokiLine['labels'] = isOther(shape) ? {} : labels;
  const kept = Object.fromEntries(
    Object.entries(SOURCES).map(([field, [name, fromLine]]) => [field, own[name] || fromLine(event)])
  );
  const record = {
    ...(kept as Record<keyof typeof SOURCES, string>),
    timestampNs,
    timeMs: Number(timestampNs.slice(0, -6)),
    message: own.message || (event.message ?? ''),
    count: Number(own.count) || countOf(event),
    increment: Number(own.increment ?? 1),
    cluster,
    workload: own.workload ?? '',
    labels: Object.fromEntries(Object.entries(labels).filter(([name]) => !isAdded(name, own))),
    line,
    format,
    shape,
    service: labels.service_name ?? '',
  };
  return { ...record, id: idOf(record, record.event || record.eventUid || hash(line)) };
}

const idOf = ({ timestampNs, resourceVersion }: Pick<EventRecord, 'timestampNs' | 'resourceVersion'>, event: string) =>
  `${timestampNs}/${event}/${resourceVersion}`;

/** Whether an id is the record's: its own, or the one by the Event's uid that links of version 1 have. */
export const isIdOf = (record: EventRecord, id: string): boolean =>
  record.id === id || idOf(record, record.eventUid) === id;

/** FNV-1a, 32 bits: distinguishes lines of one instant. */
function hash(line: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < line.length; at++) {
    value = Math.imul(value ^ line.charCodeAt(at), 0x01000193);
  }
  return (value >>> 0).toString(16);
}
