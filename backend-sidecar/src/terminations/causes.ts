import { type Event, nanosOf, text, timestampOf } from '@kubernetes-events/event';
import { type Pod } from './pod.ts';
import { type Termination } from './termination.ts';

const [SIGKILL, SIGTERM] = [9, 15];
/** Signals that end a container from outside: something sent them. */
const SENT = new Set([SIGKILL, SIGTERM]);
/** An event's time is in whole seconds. */
const TOLERANCE_NS = 2_000_000_000n;

/** The reason of the condition that says that something ends a pod → what happened to it. */
export const DISRUPTIONS: Record<string, string> = {
  EvictionByEvictionAPI: 'was evicted through the API, as by a drain',
  PreemptionByScheduler: 'was preempted by one of higher priority',
  DeletionByTaintManager: 'was deleted for a taint of its node',
  DeletionByPodGC: 'was deleted because its node is gone',
  TerminationByKubelet: 'was ended by the kubelet',
};

/** What ended a container, as far as the end of its pod says so; empty where it does not. */
export function causeInPod(pod: Pod, termination: Termination): string {
  const { run, reason, exitCode } = termination;
  if (run === 'earlier' || reason === 'OOMKilled' || exitCode === 0) {
    return '';
  }
  return endingOf(pod) || (run === 'none' || endedBySignal(termination) ? removalOf(pod, termination) : '');
}

function endingOf({ status }: Pod): string {
  switch (status?.reason) {
    case 'Evicted':
      return `its pod was evicted: ${text(status.message).trim().replace(/\.$/, '')}`;
    case 'DeadlineExceeded':
      return 'its pod ran longer than activeDeadlineSeconds';
  }
  return '';
}

function removalOf(pod: Pod, termination: Termination): string {
  const disruption = disruptionOf(pod);
  if (disruption) {
    return `its pod ${DISRUPTIONS[text(disruption.reason)] ?? `is to end: ${text(disruption.message)}`}`;
  }
  const wasDeleted = termination.run === 'none' && pod.metadata?.deletionTimestamp;
  return wasDeleted ? 'its pod was deleted' : deletionIn(pod, termination);
}

/** The condition that says that something ends the pod. */
export function disruptionOf({ status }: Pod) {
  return status?.conditions?.find((condition) => condition.type === 'DisruptionTarget' && condition.status === 'True');
}

/** Whether something sent the container a signal to end. */
export function endedBySignal({ signal, reason }: Termination): boolean {
  return signal !== undefined && SENT.has(signal) && reason !== 'OOMKilled';
}

function deletionIn({ metadata }: Pod, { signal, finishedAt }: Termination): string {
  // The end of the grace period, not the request.
  const due = nanosOf(metadata?.deletionTimestamp);
  const at = nanosOf(finishedAt);
  const graceSeconds = metadata?.deletionGracePeriodSeconds ?? 0;
  const graceNs = BigInt(graceSeconds) * 1_000_000_000n;
  if (due === undefined || at === undefined || at < due - graceNs - TOLERANCE_NS) {
    return '';
  }
  const isTooLong = signal === SIGKILL && graceSeconds > 0 && at >= due - TOLERANCE_NS;
  return `its pod was deleted${isTooLong ? `, and it still ran after the grace period of ${graceSeconds} s` : ''}`;
}

/** The kubelet's words for why it ends a container → ours. Source: https://github.com/kubernetes/kubernetes/tree/v1.37.2/pkg/kubelet/kuberuntime */
const KILLED: ReadonlyArray<readonly [reason: string, message: RegExp, cause: string]> = [
  ['Killing', /failed liveness probe/, 'it failed its liveness probe'],
  ['Killing', /failed startup probe/, 'it failed its startup probe'],
  ['Killing', /FailedPostStartHook/, 'its postStart hook failed'],
  ['FailedPostStartHook', /./, 'its postStart hook failed'],
  ['SandboxChanged', /./, 'the sandbox of its pod was changed'],
  ['Preempting', /./, 'its pod was preempted for a critical one'],
  // The kubelet drops the events of a container that it kills again and again; those of its probes are of another type.
  ['Unhealthy', /^Liveness probe/, 'its liveness probe had failed'],
  ['Unhealthy', /^Startup probe/, 'its startup probe had failed'],
];

/** What ended a container, as far as an event of the same seconds says so; empty where none does. */
export function causeInEvents(events: readonly Event[], termination: Termination): string {
  const near = events.filter((event) => isNear(event, termination));
  const found = KILLED.find(([reason, message]) =>
    near.some((event) => event.reason === reason && message.test(text(event.message)))
  );
  return found?.[2] ?? '';
}

/** Whether an event was last seen while the container ran or as it ended, and is about no other container. */
function isNear(event: Event, { container, startedAt, finishedAt }: Termination): boolean {
  const at = timestampOf(event);
  const about = text(event.involvedObject?.fieldPath);
  const until = (nanosOf(finishedAt) ?? 0n) + TOLERANCE_NS;
  return (about === '' || about.endsWith(`{${container}}`)) && at >= (nanosOf(startedAt) ?? 0n) && at <= until;
}
