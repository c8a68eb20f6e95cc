import { type Event, readLine, text } from '@kubernetes-events/event';

/** A log line as Loki answers with it: labels and structured metadata together. */
export interface LokiEntry {
  /** Nanoseconds since the epoch. */
  timestampNs: bigint;
  line: string;
  labels: Record<string, string>;
}

/** One revision of an event as Loki keeps it. */
export interface KeptEvent {
  event: Event;
  /** When it was seen, in nanoseconds since the epoch. */
  timestampNs: bigint;
  /** The object's top owner as `Kind/name`, where the collector knew it. */
  workload: string;
  /** Which cluster it is of, where the collector was told. */
  cluster: string;
}

/** A core/v1 Event from a line in any format, with what labels and metadata tell and the line does not. */
export function keptEventOf({ timestampNs, line, labels }: LokiEntry): KeptEvent {
  const { event, format } = readLine(line);
  return {
    event: format === 'other' ? fromLabels(event, labels, timestampNs) : fill(event, labels),
    timestampNs,
    workload: labels.workload ?? '',
    cluster: labels.cluster ?? '',
  };
}

/** Label or metadata → the field that it has the value of. */
const FIELDS: ReadonlyArray<readonly [label: string, parent: 'metadata' | 'involvedObject', field: string]> = [
  ['event', 'metadata', 'name'],
  ['_namespace', 'metadata', 'namespace'],
  ['event_uid', 'metadata', 'uid'],
  ['resource_version', 'metadata', 'resourceVersion'],
  ['_kind', 'involvedObject', 'kind'],
  ['name', 'involvedObject', 'name'],
  ['object_uid', 'involvedObject', 'uid'],
  ['api_version', 'involvedObject', 'apiVersion'],
  ['field_path', 'involvedObject', 'fieldPath'],
];

function fill(event: Event, labels: Record<string, string>): Event {
  const parts: Record<string, Record<string, unknown>> = {
    metadata: { ...event.metadata },
    involvedObject: { ...event.involvedObject },
  };
  for (const [label, parent, field] of FIELDS) {
    const part = parts[parent]!;
    part[field] = text(part[field]) || labels[label] || '';
  }
  return {
    ...event,
    ...parts,
    reason: text(event.reason) || labels.reason || '',
    type: text(event.type) || labels._type || '',
    message: labels.message || text(event.message),
  };
}

/** An event whose line is but a message: the rest is what labels and metadata tell. */
function fromLabels(event: Event, labels: Record<string, string>, timestampNs: bigint): Event {
  const time = new Date(Number(timestampNs / 1_000_000n)).toISOString();
  return {
    ...fill(event, labels),
    source: { component: labels.component, host: labels._host },
    count: Number(labels.count) || 1,
    firstTimestamp: labels.first_seen || time,
    lastTimestamp: time,
    action: labels.action,
    reportingInstance: labels.instance,
  };
}
