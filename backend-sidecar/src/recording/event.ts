import { type Event, type ObjectMeta, type ObjectReference, text } from '@kubernetes-events/event';
import { type Own } from '../watch/state.ts';

/** Whose entries these are: the metadata `component`. */
export const COMPONENT = 'loki-event-collector';

/** An entry of the collector's own: the Event that no one else writes, and what goes with it. */
export interface OwnEvent {
  event: Event;
  own: Own;
}

/** An Event about an object, which the collector itself reports. @param host the node, empty for none */
export function eventAbout(
  involvedObject: ObjectReference,
  { uid, time, type, reason, message }: Record<'uid' | 'time' | 'type' | 'reason' | 'message', string>,
  host = ''
): Event {
  const [name, namespace] = [text(involvedObject.name), text(involvedObject.namespace)];
  return {
    metadata: { name: `${name}.${reason.toLowerCase()}`, namespace, uid, creationTimestamp: time },
    involvedObject,
    reason,
    message,
    source: { component: COMPONENT, ...(host && { host }) },
    firstTimestamp: time,
    lastTimestamp: time,
    type,
  };
}

/** The newest of the times that an object's managers left: when its revision came about. */
export function newestTime(metadata: ObjectMeta | null | undefined): string {
  const times = (metadata?.managedFields ?? []).map((field) => text((field as { time?: unknown } | null)?.time));
  return [...times, text(metadata?.creationTimestamp)].sort().at(-1) ?? '';
}
