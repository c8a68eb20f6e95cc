import { type Mode } from '../../pkg/reasons/src/index.ts';
import { type Cluster } from './cluster.ts';
import { type Pod, type Workload } from './objects.ts';

/** What has to be found of a scenario. */
export interface Expected {
  /** `Kind/name` */
  workload: string;
  mode: Mode;
  /** How many pods at least. */
  pods?: number;
  death?: { reason: string; exitCode: number };
  /** Fields of the last change before it. */
  changed?: readonly string[];
  /** What the workloads share, as `Kind/name`. */
  shared?: string;
  /** What the title says. */
  title: RegExp;
  /** What one line of the evidence says. */
  evidence?: RegExp;
}

export interface Scenario {
  name: string;
  /** Nodes of its own. */
  nodes?: readonly string[];
  /** Makes it happen in a namespace of its own. */
  run(cluster: Cluster, namespace: string): Promise<void>;
  expected: readonly Expected[];
}

export const NODE = 'worker-1';
export const times = (n: number): number[] => Array.from({ length: n }, (_, at) => at);

export const backOff = (cluster: Cluster, pod: Pod, count = 4) =>
  cluster.kubelet(pod, {
    reason: 'BackOff',
    message: `Back-off restarting failed container main in pod ${pod.name}_${pod.namespace}(${pod.uid})`,
    count,
  });

export async function loops(
  cluster: Cluster,
  pods: readonly Pod[],
  exitCode: number,
  reason: string,
  message?: string
): Promise<void> {
  for (const pod of pods) {
    for (const restarts of times(4)) {
      await cluster.dies(pod, { exitCode, reason, restarts, message, agoMs: (3 - restarts) * 1000 });
      await cluster.kubelet(pod, { type: 'Normal', reason: 'Started', message: 'Container started' });
    }
    await backOff(cluster, pod);
  }
}

export async function pullFails(cluster: Cluster, workload: Workload, error: string): Promise<void> {
  const { image } = workload.template;
  for (const pod of workload.pods) {
    await cluster.kubelet(pod, { type: 'Normal', reason: 'Pulling', message: `Pulling image "${image}"` });
    await cluster.kubelet(pod, { reason: 'Failed', message: `Failed to pull image "${image}": ${error}`, count: 3 });
    await cluster.kubelet(pod, { reason: 'Failed', message: 'Error: ErrImagePull', count: 3 });
    await cluster.kubelet(pod, {
      type: 'Normal',
      reason: 'BackOff',
      message: `Back-off pulling image "${image}"`,
      count: 5,
    });
    await cluster.kubelet(pod, { reason: 'Failed', message: 'Error: ImagePullBackOff', count: 5 });
  }
}

/** The scheduler has no node for any pod of a workload. */
export async function unschedulable(cluster: Cluster, { pods }: Workload, why: string): Promise<void> {
  for (const pod of pods) {
    await cluster.event(pod, {
      type: 'Warning',
      reason: 'FailedScheduling',
      message: `${why} preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.`,
      component: 'default-scheduler',
      series: 8,
    });
  }
}

/** The ReplicaSet of a Deployment cannot create pods. */
export const cannotCreate = (cluster: Cluster, workload: Workload, why: string) =>
  cluster.event(cluster.replicaSetOf(workload), {
    type: 'Warning',
    reason: 'FailedCreate',
    message: `Error creating: ${why}`,
    component: 'replicaset-controller',
    count: 9,
  });

export const quotaRefuses = (cluster: Cluster, workload: Workload) =>
  cannotCreate(
    cluster,
    workload,
    `pods "${workload.name}-x" is forbidden: exceeded quota: team-quota, requested: requests.cpu=500m, used: requests.cpu=1, limited: requests.cpu=1200m`
  );
