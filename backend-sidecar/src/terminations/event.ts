import { type Event, text } from '@kubernetes-events/event';
import { newestTime } from '../kubernetes/managed-fields.ts';
import { eventAbout, type OwnEvent } from '../recording/event.ts';
import { disruptionOf, DISRUPTIONS } from './causes.ts';
import { messageOf } from './message.ts';
import { type Pod } from './pod.ts';
import { ROLES, type Termination } from './termination.ts';

/**
 * The end of a container as an Event. A function of the container's end alone, not of the revision of the pod that it is
 * seen in, so that the same end is the same entry.
 *
 * @param cause what ended it; empty if nothing says so
 */
export function terminationEvent(pod: Pod, termination: Termination, increment: number, cause: string): OwnEvent {
  const { id, container, role, restarts, image, exitCode, signal, reason, startedAt } = termination;
  return {
    event: eventOf(pod, {
      uid: id || `${text(pod.metadata?.uid)}/${container}/${restarts}`,
      time: endOf(pod, termination),
      type: exitCode === 0 ? 'Normal' : 'Warning',
      reason,
      message: messageOf(termination, cause),
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

/** When a container ended, as RFC 3339; if that is not known, when its pod last changed. */
export function endOf({ metadata }: Pod, { finishedAt }: Termination): string {
  return finishedAt || newestTime(metadata);
}

/** Ends of pods that Kubernetes writes no Event for. */
const SILENT = new Set(['EvictionByEvictionAPI', 'DeletionByPodGC']);

export const EVICTED = 'Evicted';

/** The end of a pod as an Event, where something ends it of which no Event is written, or none may be. */
export const podEnd = (pod: Pod): OwnEvent | undefined => disruptionEvent(pod) ?? evictionEvent(pod);

/** The kubelet writes an Event of an eviction, but drops it of a pod about which it has written many. */
function evictionEvent(pod: Pod): OwnEvent | undefined {
  if (pod.status?.reason !== EVICTED) {
    return undefined;
  }
  const event = eventOf(pod, {
    uid: `${text(pod.metadata?.uid)}/${EVICTED}`,
    time: text(disruptionOf(pod)?.lastTransitionTime) || newestTime(pod.metadata),
    type: 'Warning',
    reason: EVICTED,
    message: text(pod.status.message).trim(),
    fieldPath: '',
  });
  return { event, own: { increment: 1, metadata: {} } };
}

function disruptionEvent(pod: Pod): OwnEvent | undefined {
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
  { fieldPath, ...what }: Record<'uid' | 'time' | 'type' | 'reason' | 'message' | 'fieldPath', string>
): Event {
  const involvedObject = {
    kind: 'Pod',
    namespace: text(metadata?.namespace),
    name: text(metadata?.name),
    uid: text(metadata?.uid),
    apiVersion: 'v1',
    ...(fieldPath && { fieldPath }),
  };
  return eventAbout(involvedObject, what, text(spec?.nodeName));
}
