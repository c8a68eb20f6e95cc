import { type Event } from '../event.ts';
import { eventOfPairs } from './logfmt.ts';

/** The Event as JSON, without managedFields; with kind and apiVersion, which lists leave out and watches do not. */
export function formatJson(event: Event): string {
  return JSON.stringify({
    ...event,
    kind: 'Event',
    apiVersion: 'v1',
    metadata: { ...event.metadata, managedFields: undefined },
  });
}

/** The event that a JSON line holds, an Event as it is or Alloy's pairs; undefined where it is neither. */
export function readJson(line: string): Event | undefined {
  if (!line.startsWith('{')) {
    return undefined;
  }
  try {
    const event = JSON.parse(line) as Event;
    return event.kind === 'Event' || typeof event.involvedObject === 'object'
      ? event
      : eventOfPairs(Object.entries(event));
  } catch {
    return undefined;
  }
}
