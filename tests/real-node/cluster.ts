import { execFile } from 'node:child_process';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Termination } from '../../backend-sidecar/src/terminations/termination.ts';
import { mustCall } from '../../stack/src/api.ts';
import { binaryOf, buildTools } from '../../stack/src/build.ts';
import { NODE_NAMESPACE, PODS_BYTES } from '../../stack/src/real-node/layout.ts';
import { type Stack } from '../../stack/src/stack.ts';
import { NODE_TOOLS } from '../../stack/src/tools.ts';

// The first time, this takes minutes.
await buildTools(NODE_TOOLS, console.error);

const PERIOD_MS = 200;
const MANIFEST = path.join(import.meta.dirname, '../../stack/workloads/real-node.yaml');

export const NAMESPACE = NODE_NAMESPACE;

/** Takes more memory than all pods may have. */
export const HOG = {
  metadata: { name: 'hog', namespace: NAMESPACE },
  spec: {
    nodeSelector: { kubelet: 'real' },
    tolerations: [{ key: 'kubelet', operator: 'Exists' }],
    terminationGracePeriodSeconds: 1,
    containers: [
      {
        name: 'hog',
        image: 'registry.example/warehouse/hog:1.0',
        command: ['sh', '-c', `(head -c ${PODS_BYTES + 32 * 1024 ** 2} /dev/zero; sleep inf) | tail`],
      },
    ],
  },
};

/** Those of the workloads, each of which fails when it runs. */
export const CRON_JOBS = ['export', 'import', 'inventory'];

export interface ContainerStatus {
  name: string;
  restartCount: number;
  ready?: boolean;
  containerID?: string;
  state?: State;
  lastState?: State;
}

type Terminated = Pick<Termination, 'reason' | 'exitCode' | 'finishedAt'>;

interface State {
  terminated?: Terminated | (Omit<Terminated, 'finishedAt'> & { finishedAt: null });
  waiting?: { reason: string };
}

export interface Pod {
  metadata: { name: string; namespace: string; labels?: Record<string, string> };
  spec: { nodeName?: string };
  status?: {
    phase?: string;
    reason?: string;
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
  };
}

export async function kubectl(stack: Stack, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(binaryOf('kubectl'), [`--kubeconfig=${stack.kubeconfig()}`, ...args]);
  return stdout;
}

/** Applies the workloads of the real node. */
export async function applyWorkloads(stack: Stack): Promise<void> {
  await kubectl(stack, 'apply', '--server-side', `--filename=${MANIFEST}`);
}

export async function podsOf(stack: Stack, namespace = NAMESPACE): Promise<Pod[]> {
  const { items } = (await mustCall(stack.apiServer(), 'GET', `/api/v1/namespaces/${namespace}/pods`)) as {
    items: Pod[];
  };
  return items;
}

export const statusesOf = ({ status }: Pod): ContainerStatus[] => [
  ...(status?.initContainerStatuses ?? []),
  ...(status?.containerStatuses ?? []),
];

/** Notes what the statuses of the pods say until it is stopped. */
export class Ends {
  /** Each end that a status showed, but those with exit code 0: `pod container time: reason code`. */
  readonly seen = new Set<string>();
  /** `reason code container` of each end, `reason container` of what waits, and the pods' own reasons. */
  readonly statuses = new Set<string>();
  #isStopped = false;

  constructor(stack: Stack) {
    void this.#look(stack);
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #look(stack: Stack): Promise<void> {
    while (!this.#isStopped) {
      for (const pod of await podsOf(stack).catch(() => [])) {
        if (pod.status?.reason) {
          this.statuses.add(pod.status.reason);
        }
        statusesOf(pod).forEach((status) => this.#note(pod, status));
      }
      await delay(PERIOD_MS);
    }
  }

  #note({ metadata }: Pod, { name, ready, state, lastState }: ContainerStatus): void {
    if (state?.waiting) {
      this.statuses.add(`${state.waiting.reason} ${name}`);
    } else if (!state?.terminated && ready === false) {
      this.statuses.add(`not ready ${name}`);
    }
    for (const terminated of [state?.terminated, lastState?.terminated]) {
      if (isFailure(terminated)) {
        const { reason, exitCode, finishedAt } = terminated;
        this.statuses.add(`${reason} ${exitCode} ${name}`);
        this.seen.add(endOf(metadata.name, name, finishedAt, reason, exitCode));
      }
    }
  }
}

/** The kubelet writes an end without a time of a container that was not there when its pod was evicted: nothing ended. */
const isFailure = (terminated: State['terminated']): terminated is Terminated =>
  terminated !== undefined && terminated.exitCode !== 0 && terminated.finishedAt !== null;

/** An end of a container, in words that can be compared. */
export const endOf = (pod: string, container: string, finishedAt: string, reason: string, exitCode: number): string =>
  `${pod} ${container} ${finishedAt}: ${reason} ${exitCode}`;
