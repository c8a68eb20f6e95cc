import { type Event } from './event.ts';
import { fieldOf } from './labels.ts';
import { readLine } from './line/read.ts';
import { metadataOf } from './metadata.ts';
import { type EventRecord } from './record.ts';

/** What Loki itself adds to an entry: not a property of the event. */
const ADDED_BY_LOKI = new Set(['service_name', 'detected_level', '__stream_shard__', 'level']);

/** A log line as Loki answers with it. */
export interface LokiLine {
  /** Nanoseconds since the epoch, in decimal. */
  timestampNs: string;
  line: string;
  /** Stream labels and structured metadata, together. */
  labels: Record<string, string>;
}

/** Record field → the label or metadata it is kept under. */
const KEPT_AS = {
  type: '_type',
  kind: '_kind',
  namespace: '_namespace',
  host: '_host',
  reason: 'reason',
  name: 'name',
  objectUid: 'object_uid',
  apiVersion: 'api_version',
  fieldPath: 'field_path',
  component: 'component',
  instance: 'instance',
  action: 'action',
  related: 'related',
  firstSeen: 'first_seen',
  event: 'event',
  eventUid: 'event_uid',
  resourceVersion: 'resource_version',
} as const satisfies Partial<Record<keyof EventRecord, string>>;

/**
 * A log line as an event: from structured metadata and labels if present, else from the line,
 * in any format that a collector of events, ours or another, has written.
 */
export function recordOf({ timestampNs, line, labels }: LokiLine): EventRecord {
  const { event, format } = readLine(line);
  const fromLine = fieldsOf(event);
  const known = (name: string): string => labels[name] || fromLine[name] || '';
  const kept = Object.fromEntries(Object.entries(KEPT_AS).map(([field, name]) => [field, known(name)]));
  const record = {
    ...(kept as Record<keyof typeof KEPT_AS, string>),
    timestampNs,
    timeMs: Number(timestampNs.slice(0, -6)),
    message: labels.message || (event.message ?? ''),
    count: Number(known('count')) || 1,
    increment: Number(labels.increment ?? 1),
    cluster: labels.cluster ?? '',
    workload: labels.workload ?? '',
    labels: Object.fromEntries(Object.entries(labels).filter(([name]) => !ADDED_BY_LOKI.has(name))),
    line,
    format,
  };
  return { ...record, id: `${timestampNs}/${record.eventUid || hash(line)}/${record.resourceVersion}` };
}

/** The values of the line, under the names of labels and metadata. */
function fieldsOf(event: Event): Record<string, string> {
  return {
    ...metadataOf(event, 1),
    _type: fieldOf(event, 'type'),
    _kind: fieldOf(event, 'involvedObject.kind'),
    _namespace: fieldOf(event, 'metadata.namespace') || fieldOf(event, 'involvedObject.namespace'),
    _host: fieldOf(event, 'host'),
  };
}

/** FNV-1a, 32 bits: distinguishes lines of one instant. */
function hash(line: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < line.length; at++) {
    value = Math.imul(value ^ line.charCodeAt(at), 0x01000193);
  }
  return (value >>> 0).toString(16);
}
