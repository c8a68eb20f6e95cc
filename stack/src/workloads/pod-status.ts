import { createHash, randomBytes } from 'node:crypto';

/** The parts of a pod that the simulated kubelet reads. */
export interface Pod {
  metadata: {
    name: string;
    namespace: string;
    uid: string;
    resourceVersion: string;
    deletionTimestamp?: string;
    ownerReferences?: Array<{ kind: string }>;
    annotations?: Record<string, string>;
  };
  spec: { nodeName?: string; containers: Array<{ name: string; image: string }> };
  status?: {
    podIP?: string;
    phase?: string;
    reason?: string;
    startTime?: string;
    conditions?: Condition[];
    containerStatuses?: ContainerStatus[];
  };
}

interface Condition {
  type: string;
  status: 'True' | 'False';
  lastTransitionTime: string;
  /** Null takes one away that was there. */
  reason: string | null;
  message: string | null;
}

interface Terminated {
  exitCode: number;
  reason: string;
  message?: string;
  containerID?: string;
  startedAt: string | null;
  finishedAt: string | null;
}

interface ContainerStatus {
  name: string;
  image: string;
  imageID: string;
  containerID?: string;
  ready: boolean;
  started: boolean;
  restartCount: number;
  state: {
    waiting?: { reason: string; message?: string };
    running?: { startedAt: string };
    terminated?: Terminated;
  };
  lastState: { terminated?: Terminated };
}

const SIGKILL = 137;
const NO_TIMES = { startedAt: null, finishedAt: null };

/**
 * The status of a pod with one container, in the shapes that kubelet 1.37 gives it. A time is RFC 3339, in whole seconds.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/kubelet/kubelet_pods.go and status/.
 */
export class PodStatus {
  readonly #conditions: Map<string, Condition>;
  readonly #ip: string;
  #phase: string;
  #startTime: string | undefined;
  #podIP: string | undefined;
  #ended: { reason: string; message: string } | undefined;
  #container: ContainerStatus;

  /** Continues from what the pod has. */
  constructor({ spec, status = {} }: Pod, ip: string) {
    const { phase = 'Pending', startTime, podIP, conditions = [], containerStatuses = [] } = status;
    this.#ip = ip;
    this.#phase = phase;
    this.#startTime = startTime;
    this.#podIP = podIP;
    this.#conditions = new Map(conditions.map((condition) => [condition.type, condition]));
    this.#container = containerStatuses[0] ?? newContainer(spec);
  }

  get restarts(): number {
    return this.#container.restartCount;
  }

  get hasRun(): boolean {
    return this.#container.containerID !== undefined;
  }

  get isRunning(): boolean {
    return this.#container.state.running !== undefined;
  }

  /** The kubelet has taken the pod, and sets it up. */
  accepted(now: string): void {
    this.#startTime ??= now;
    this.#set('PodReadyToStartContainers', false, now, 'PodSandboxNotReady', 'no pod sandbox exists');
    this.#set('Initialized', true, now);
    this.#notReady(now);
    this.#set('PodScheduled', true, now);
  }

  sandboxReady(now: string): void {
    this.#set('PodReadyToStartContainers', true, now);
  }

  waits(reason: string, message?: string): void {
    this.#podIP = this.#ip;
    this.#container.state = { waiting: { reason, message } };
  }

  /** The container runs, for the first time or again. */
  started(now: string, isReady: boolean): void {
    const { image, containerID, state, lastState, restartCount } = this.#container;
    this.#phase = 'Running';
    this.#podIP = this.#ip;
    this.#container = {
      ...this.#container,
      imageID: `${image.replace(/:[^:/]*$/, '')}@sha256:${createHash('sha256').update(image).digest('hex')}`,
      containerID: `containerd://${randomBytes(32).toString('hex')}`,
      started: true,
      restartCount: containerID ? restartCount + 1 : restartCount,
      state: { running: { startedAt: now } },
      lastState: state.terminated ? { terminated: state.terminated } : lastState,
    };
    this.probed(now, isReady);
  }

  probed(now: string, isReady: boolean): void {
    this.#container.ready = isReady;
    if (isReady) {
      this.#set('Ready', true, now);
      this.#set('ContainersReady', true, now);
    } else {
      this.#notReady(now);
    }
  }

  /** The container has ended. */
  exited(exitCode: number, now: string): void {
    const { state, containerID } = this.#container;
    const startedAt = state.running?.startedAt ?? null;
    const reason = exitCode === 0 ? 'Completed' : 'Error';
    this.#container = {
      ...this.#container,
      ...{ ready: false, started: false },
      state: { terminated: { exitCode, reason, containerID, startedAt, finishedAt: now } },
    };
    this.#notReady(now);
  }

  /** The container has ended, and is to wait for its restart. */
  backsOff(message: string): void {
    const { state, lastState } = this.#container;
    this.#container.lastState = state.terminated ? { terminated: state.terminated } : lastState;
    this.#container.state = { waiting: { reason: 'CrashLoopBackOff', message } };
  }

  /** Nothing of the pod is to run again; its containers may have to end yet. */
  ending(now: string): void {
    const { terminated } = this.#container.state;
    const reason = terminated?.exitCode === 0 ? 'PodCompleted' : 'PodFailed';
    this.#set('Ready', false, now, reason);
    this.#set('ContainersReady', false, now, reason);
  }

  /** The pod is over. A container that is not there by then gets an exit code that means nothing. */
  over(now: string, ended?: { reason: string; message: string }): void {
    if (!this.#container.state.terminated) {
      const message = 'The container could not be located when the pod was terminated';
      const terminated = { exitCode: SIGKILL, reason: 'ContainerStatusUnknown', message, ...NO_TIMES };
      this.#container = { ...this.#container, imageID: '', containerID: undefined, state: { terminated } };
    }
    this.ending(now);
    this.#set('PodReadyToStartContainers', false, now, 'PodSandboxNotReady', 'pod sandbox is not ready');
    this.#phase = this.#container.state.terminated?.exitCode === 0 && !ended ? 'Succeeded' : 'Failed';
    this.#ended = ended;
  }

  evicted(now: string, message: string): void {
    this.#set('DisruptionTarget', true, now, 'TerminationByKubelet', message);
    if (this.isRunning) {
      this.exited(SIGKILL, now);
    }
    this.over(now, { reason: 'Evicted', message });
  }

  /** As the API server takes it: a strategic merge patch keeps the conditions that others have set. */
  toJSON(): object {
    return {
      phase: this.#phase,
      startTime: this.#startTime,
      ...this.#ended,
      ...(this.#podIP && { podIP: this.#podIP, podIPs: [{ ip: this.#podIP }] }),
      conditions: [...this.#conditions.values()],
      containerStatuses: [this.#container],
    };
  }

  #notReady(now: string): void {
    const message = `containers with unready status: [${this.#container.name}]`;
    this.#set('Ready', false, now, 'ContainersNotReady', message);
    this.#set('ContainersReady', false, now, 'ContainersNotReady', message);
  }

  #set(type: string, isTrue: boolean, now: string, reason: string | null = null, message: string | null = null): void {
    const before = this.#conditions.get(type);
    const status = isTrue ? 'True' : 'False';
    const lastTransitionTime = before?.status === status ? before.lastTransitionTime : now;
    this.#conditions.set(type, { type, status, lastTransitionTime, reason, message });
  }
}

function newContainer({ containers }: Pod['spec']): ContainerStatus {
  const { name = '', image = '' } = containers[0] ?? {};
  return {
    ...{ name, image, imageID: '', ready: false, started: false, restartCount: 0 },
    state: { waiting: { reason: 'ContainerCreating' } },
    lastState: {},
  };
}
