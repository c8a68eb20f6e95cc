import { inParallel } from '../../stack/src/parallel.ts';
import { type Cluster } from './cluster.ts';

export const NOISE_NAMESPACES = ['shop', 'billing', 'search'];
export const NOISE_NODES = ['worker-1', 'worker-2', 'worker-3'];
const WORKLOADS = Array.from({ length: 30 }, (_, number) => number);

/** Thirty workloads as a healthy cluster has them: rollouts, cron jobs, autoscaling, and the warnings that pass. */
export async function makeNoise(cluster: Cluster): Promise<void> {
  for (const namespace of NOISE_NAMESPACES) {
    await cluster.namespace(namespace);
  }
  for (const node of NOISE_NODES) {
    await cluster.node(node);
  }
  await inParallel(WORKLOADS, (number) => healthy(cluster, number), 6);
}

async function healthy(cluster: Cluster, number: number): Promise<void> {
  const namespace = NOISE_NAMESPACES[number % NOISE_NAMESPACES.length]!;
  const node = NOISE_NODES[number % NOISE_NODES.length]!;
  if (number % 6 === 5) {
    const job = await cluster.job(namespace, `report-${number}`, node);
    await cluster.dies(job.pods[0]!, { exitCode: 0, reason: 'Completed' });
    await cluster.event(job, { reason: 'Completed', message: 'Job completed', component: 'job-controller' });
    return;
  }
  const workload = await cluster.deployment(namespace, `app-${number}`, [node, node]);
  const [pod] = workload.pods;
  if (number % 2 === 0) {
    await cluster.rollout(workload, { image: `registry.example.com/${namespace}/app-${number}:1.5.0` }, 'argocd');
    await cluster.run(workload, [node, node]);
    // The old pod ends when it is asked to, after its readiness failed once more.
    await cluster.dies(pod!, { exitCode: 0, reason: 'Completed' });
    await cluster.kubelet(workload.pods[0]!, {
      reason: 'Unhealthy',
      message:
        'Readiness probe failed: Get "http://10.244.1.7:8080/ready": dial tcp 10.244.1.7:8080: connect: connection refused',
      count: 2,
    });
  }
  if (number % 5 === 0) {
    const hpa = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', namespace, name: workload.name };
    await cluster.event(hpa, {
      reason: 'SuccessfulRescale',
      message: 'New size: 3; reason: cpu resource utilization (percentage of request) above target',
      component: 'horizontal-pod-autoscaler',
    });
  }
  if (number % 7 === 0) {
    await cluster.event(workload.pods[0]!, {
      type: 'Warning',
      reason: 'FailedScheduling',
      message:
        '0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
      component: 'default-scheduler',
      // It was scheduled after that.
      agoMs: 60_000,
    });
  }
}
