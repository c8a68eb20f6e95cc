import { text } from '@kubernetes-events/event';
import { type ContainerStatus, type Pod, type Resources, type Terminated } from './pod.ts';

/** The end of one run of a container, as a pod's status has it. */
export interface Termination {
  /** The container's ID; empty where the kubelet knows none. */
  id: string;
  container: string;
  /** What the container is in its pod. */
  role: keyof typeof ROLES;
  /** How many runs came before this one. */
  restarts: number;
  image: string;
  /** Its memory limit as the pod's specification has it, and whether that is the whole pod's. */
  memoryLimit: string;
  isPodLimit: boolean;
  exitCode: number;
  signal: number | undefined;
  reason: string;
  message: string;
  /** RFC 3339; empty where it is not known. */
  startedAt: string;
  finishedAt: string;
  /** What ended: a run after which the pod continued, the last one, or none, as the container was not there. */
  run: 'earlier' | 'last' | 'none';
}

/** The reason, with exit code 137, where the kubelet knows nothing of a container's end. */
export const UNKNOWN = 'ContainerStatusUnknown';

/** What a container is → its field in the pod's specification, as the kubelet's events name it. */
export const ROLES = {
  container: 'containers',
  'init container': 'initContainers',
  'sidecar container': 'initContainers',
  'ephemeral container': 'ephemeralContainers',
} as const;

/** What is known of a container: its last end, if it has ended, and how many runs that makes. */
export interface Run {
  container: string;
  /** Those that the status still has, oldest first. */
  ended: Termination[];
  restarts: number;
}

/** The containers of a pod that have ended at least once. */
export function runsOf(pod: Pod): Run[] {
  const { initContainerStatuses, containerStatuses, ephemeralContainerStatuses } = pod.status ?? {};
  return [
    ...(initContainerStatuses ?? []).map((status) => runOf(pod, status, initRole(pod, text(status.name)))),
    ...(containerStatuses ?? []).map((status) => runOf(pod, status, 'container')),
    ...(ephemeralContainerStatuses ?? []).map((status) => runOf(pod, status, 'ephemeral container')),
  ].filter(({ ended, restarts }) => ended.length > 0 || restarts > 0);
}

function initRole({ spec }: Pod, name: string): Termination['role'] {
  const container = spec?.initContainers?.find((each) => each.name === name);
  return container?.restartPolicy === 'Always' ? 'sidecar container' : 'init container';
}

function runOf(pod: Pod, status: ContainerStatus, role: Termination['role']): Run {
  const { lastState, state } = status;
  const restarts = status.restartCount ?? 0;
  const ended: Termination[] = [];
  if (lastState?.terminated) {
    ended.push(terminationOf(pod, status, role, 'lastState', isNewest(status) ? restarts : restarts - 1));
  }
  // A container that ended before, or was lost, has its end in the last state.
  if (state?.terminated && !(lastState?.terminated && isOfNoRun(status))) {
    ended.push(terminationOf(pod, status, role, 'state', restarts));
  }
  return { container: text(status.name), ended, restarts };
}

/** Whether the state is the end of no run: the kubelet writes it of each container that is not there when its pod ends. */
function isOfNoRun({ state, containerID }: ContainerStatus): boolean {
  return state?.terminated?.reason === UNKNOWN && text(containerID) === '';
}

/**
 * Whether the run in the last state is the newest: it waits to be restarted. The kubelet counts a restart with an end
 * of which it knows no container ID.
 */
function isNewest({ containerID, lastState }: ContainerStatus): boolean {
  const ended = text(lastState?.terminated?.containerID);
  return ended !== '' && (text(containerID) === '' || ended === containerID);
}

function terminationOf(
  pod: Pod,
  status: ContainerStatus,
  role: Termination['role'],
  field: 'state' | 'lastState',
  restarts: number
): Termination {
  const container = text(status.name);
  const terminated = status[field]?.terminated ?? {};
  return {
    id: text(terminated.containerID),
    container,
    role,
    restarts: Math.max(0, restarts),
    image: text(status.image),
    ...memoryLimitOf(pod, container),
    exitCode: terminated.exitCode ?? 0,
    signal: signalOf(terminated),
    reason: text(terminated.reason) || (terminated.exitCode ? 'Error' : 'Completed'),
    message: text(terminated.message).trim(),
    startedAt: timeIn(terminated.startedAt),
    finishedAt: timeIn(terminated.finishedAt),
    run: runIn(status, field),
  };
}

function runIn(status: ContainerStatus, field: 'state' | 'lastState'): Termination['run'] {
  if (field === 'lastState') {
    return status.lastState?.terminated?.reason === UNKNOWN ? 'last' : 'earlier';
  }
  return isOfNoRun(status) ? 'none' : 'last';
}

/** A container that never ran has "1970-01-01T00:00:00Z". */
function timeIn(time: unknown): string {
  return text(time).startsWith('1970-') ? '' : text(time);
}

/** Exit codes above 128 say by which signal a process ended: a convention of shells that container runtimes keep. */
const SIGNALLED = 128;
const LAST_SIGNAL = 64;

function signalOf({ exitCode, signal, reason }: Terminated): number | undefined {
  if (signal) {
    return signal;
  }
  const number = (exitCode ?? 0) - SIGNALLED;
  const ran = reason !== 'StartError' && reason !== 'ContainerCannotRun' && reason !== UNKNOWN;
  return ran && number > 0 && number <= LAST_SIGNAL ? number : undefined;
}

function memoryLimitOf({ spec }: Pod, name: string): Pick<Termination, 'memoryLimit' | 'isPodLimit'> {
  const all = [spec?.containers, spec?.initContainers].flatMap((containers) => containers ?? []);
  const own = limitOf(all.find((container) => container.name === name));
  return own ? { memoryLimit: own, isPodLimit: false } : { memoryLimit: limitOf(spec), isPodLimit: true };
}

function limitOf(what: { resources?: Resources | null } | null | undefined): string {
  return text(what?.resources?.limits?.memory);
}
