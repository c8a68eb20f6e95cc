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

function fill(event: Event, labels: Record<string, string>): Event {
  const or = (value: string | null | undefined, name: string): string => text(value) || labels[name] || '';
  const { metadata, involvedObject } = event;
  return {
    ...event,
    metadata: {
      ...metadata,
      name: or(metadata?.name, 'event'),
      namespace: or(metadata?.namespace, '_namespace') || text(involvedObject?.namespace),
      uid: or(metadata?.uid, 'event_uid'),
      resourceVersion: or(metadata?.resourceVersion, 'resource_version'),
    },
    involvedObject: {
      ...involvedObject,
      kind: or(involvedObject?.kind, '_kind'),
      name: or(involvedObject?.name, 'name'),
      uid: or(involvedObject?.uid, 'object_uid'),
      apiVersion: or(involvedObject?.apiVersion, 'api_version'),
      fieldPath: or(involvedObject?.fieldPath, 'field_path'),
    },
    reason: or(event.reason, 'reason'),
    type: or(event.type, '_type'),
    message: text(event.message),
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
