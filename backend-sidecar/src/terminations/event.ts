import { type Event, type ObjectMeta, text } from '@kubernetes-events/event';
import { type Own } from '../watch/state.ts';
import { causeInPod, disruptionOf, DISRUPTIONS } from './causes.ts';
import { messageOf } from './message.ts';
import { type Pod } from './pod.ts';
import { ROLES, type Termination } from './termination.ts';

/** Whose entries these are: the metadata `component`. */
export const COMPONENT = 'loki-event-collector';

/** An entry of the collector's own: the Event that no one else writes, and what goes with it. */
export interface OwnEvent {
  event: Event;
  own: Own;
}

/**
 * The end of a container as an Event. A function of the container's end alone, not of the revision of the pod that it is
 * seen in, so that the same end is the same entry.
 */
export function terminationEvent(pod: Pod, termination: Termination, increment: number, cause: string): OwnEvent {
  const { id, container, role, restarts, image, exitCode, signal, reason, startedAt, finishedAt } = termination;
  const message = messageOf(termination, causeInPod(pod, termination) || cause);
  return {
    event: eventOf(pod, {
      uid: id || `${text(pod.metadata?.uid)}/${container}/${restarts}`,
      time: finishedAt || newestTime(pod.metadata),
      type: exitCode === 0 ? 'Normal' : 'Warning',
      reason,
      message,
      fieldPath: `spec.${ROLES[role]}{${container}}`,
    }),
    own: {
      increment,
      metadata: {
        container,
        exit_code: String(exitCode),
        signal: signal === undefined ? '' : String(signal),
        restart_count: String(restarts),
        image,
        started_at: startedAt,
      },
    },
  };
}

/** Ends of pods that Kubernetes writes no Event for. */
const SILENT = new Set(['EvictionByEvictionAPI', 'DeletionByPodGC']);

/** The end of a pod as an Event, where something ends it of which no Event is written. */
export function disruptionEvent(pod: Pod): OwnEvent | undefined {
  const condition = disruptionOf(pod);
  const reason = text(condition?.reason);
  // The kubelet writes Events of its evictions, and none where a node shuts down.
  const isSilent = SILENT.has(reason) || (reason === 'TerminationByKubelet' && pod.status?.reason === 'Terminated');
  if (!condition || !isSilent) {
    return undefined;
  }
  const said = text(condition.message).trim();
  const event = eventOf(pod, {
    uid: `${text(pod.metadata?.uid)}/${reason}`,
    time: text(condition.lastTransitionTime) || newestTime(pod.metadata),
    type: 'Warning',
    reason,
    message: `Pod ${DISRUPTIONS[reason]}${said ? ` (${said})` : ''}`,
    fieldPath: '',
  });
  return { event, own: { increment: 1, metadata: {} } };
}

function eventOf(
  { metadata, spec }: Pod,
  {
    uid,
    time,
    type,
    reason,
    message,
    fieldPath,
  }: Record<'uid' | 'time' | 'type' | 'reason' | 'message' | 'fieldPath', string>
): Event {
  const [name, namespace] = [text(metadata?.name), text(metadata?.namespace)];
  const host = text(spec?.nodeName);
  return {
    metadata: { name: `${name}.${reason.toLowerCase()}`, namespace, uid, creationTimestamp: time },
    involvedObject: {
      kind: 'Pod',
      namespace,
      name,
      uid: text(metadata?.uid),
      apiVersion: 'v1',
      ...(fieldPath && { fieldPath }),
    },
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
