import { type Event, type ObjectReference, text } from './event.ts';
import { DEFAULT_LABELS, fieldOf, type LabelFields } from './labels.ts';

/** Loki takes 64 KiB of structured metadata an entry; a longer value is left to the line, where the readers find it. */
const LONGEST_VALUE = 2048;

/** The total of occurrences that an event's revision tells of: the series' count, else its own, else one. */
export function countOf(event: Event): number {
  const count = event.series?.count ?? event.count;
  return typeof count === 'number' && count > 0 ? count : 1;
}

/** A reference as `Kind/namespace/name`, without the parts that are empty. */
function referenceText(reference: ObjectReference | null | undefined): string {
  return [text(reference?.kind), text(reference?.namespace), text(reference?.name)].filter(Boolean).join('/');
}

/** What tells of the involved object. */
function objectFields(object: ObjectReference | null | undefined): Record<string, string> {
  return {
    name: text(object?.name),
    object_uid: text(object?.uid),
    api_version: text(object?.apiVersion),
    field_path: text(object?.fieldPath),
  };
}

/** What tells of the Event itself. */
function eventFields({ metadata }: Event): Record<string, string> {
  return {
    event: text(metadata?.name),
    event_uid: text(metadata?.uid),
    resource_version: text(metadata?.resourceVersion),
  };
}

/**
 * An entry's structured metadata: strings, empty ones left out. A default label that is not configured as one is here
 * instead, so that readers and queries (`{…} | _host="x"`) find it all the same.
 */
export function metadataOf(
  event: Event,
  increment: number,
  labels: LabelFields = DEFAULT_LABELS
): Record<string, string> {
  const fields: Record<string, string> = {
    reason: text(event.reason),
    ...objectFields(event.involvedObject),
    component: text(event.source?.component) || text(event.reportingComponent),
    instance: text(event.reportingInstance),
    action: text(event.action),
    related: referenceText(event.related),
    count: String(countOf(event)),
    increment: String(increment),
    first_seen: text(event.firstTimestamp) || text(event.eventTime),
    ...eventFields(event),
    level: event.type === 'Warning' ? 'warn' : 'info',
  };
  for (const [name, path] of Object.entries(DEFAULT_LABELS)) {
    if (!(name in labels)) {
      fields[name] = fieldOf(event, path);
    }
  }
  for (const [name, value] of Object.entries(fields)) {
    if (!value || value.length > LONGEST_VALUE) {
      delete fields[name];
    }
  }
  return fields;
}
