import { type Event, type ObjectReference, OWN_COMPONENT, text } from '@kubernetes-events/event';
import { type Own } from '../watch/state.ts';

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
    source: { component: OWN_COMPONENT, ...(host && { host }) },
    firstTimestamp: time,
    lastTimestamp: time,
    type,
  };
}
