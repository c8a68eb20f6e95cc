import { type Event, isOther, readEntry, text } from '@kubernetes-events/event';

/** A log entry as Loki returns it, with labels and structured metadata in one. */
export interface LokiEntry {
  /** Nanoseconds since the epoch. */
  timestampNs: bigint;
  line: string;
  labels: Record<string, string>;
}

/** One revision of an event, as it is stored in Loki. */
export interface StoredEvent {
  event: Event;
  /** The entry's time, in nanoseconds since the epoch. */
  timestampNs: bigint;
  /** The object's top owner as `Kind/name`; empty if the collector did not know it. */
  workload: string;
  /** Empty if the collector has no cluster name configured. */
  cluster: string;
}

/** Reads a core/v1 Event from a line in any format, and fields that the line lacks from labels and metadata. */
export function storedEventOf(entry: LokiEntry): StoredEvent {
  const { timestampNs, labels } = entry;
  const { event, format, shape, cluster } = readEntry(entry);
  if (isOther(shape)) {
    return { event: withTimes(event, timestampNs), timestampNs, workload: '', cluster };
  }
  return {
    event: format === 'other' ? fromLabels(event, labels, timestampNs) : fill(event, labels),
    timestampNs,
    workload: labels.workload ?? '',
    cluster,
  };
}

/** An event that another program stored without its times, which are then known from the entry. */
function withTimes(event: Event, timestampNs: bigint): Event {
  const { firstTimestamp, lastTimestamp, eventTime } = event;
  const time = timeOf(timestampNs);
  return lastTimestamp || eventTime ? event : { ...event, firstTimestamp: firstTimestamp || time, lastTimestamp: time };
}

/** Labels and metadata, and the fields that they hold. */
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

/** An event whose line is only its message. The other fields come from labels and metadata. */
function fromLabels(event: Event, labels: Record<string, string>, timestampNs: bigint): Event {
  const time = timeOf(timestampNs);
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

const timeOf = (timestampNs: bigint): string => new Date(Number(timestampNs / 1_000_000n)).toISOString();
