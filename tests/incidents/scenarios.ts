import { type Mode } from '../../pkg/reasons/src/index.ts';
import { type Cluster, type Pod, type Workload } from './cluster.ts';

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
}

export interface Scenario {
  name: string;
  /** Nodes of its own. */
  nodes?: readonly string[];
  /** Makes it happen in a namespace of its own. */
  run(cluster: Cluster, namespace: string): Promise<void>;
  expected: readonly Expected[];
}

const NODE = 'worker-1';
const times = (n: number): number[] => Array.from({ length: n }, (_, at) => at);

const backOff = (cluster: Cluster, pod: Pod, count = 4) =>
  cluster.kubelet(pod, {
    reason: 'BackOff',
    message: `Back-off restarting failed container main in pod ${pod.name}_${pod.namespace}(${pod.uid})`,
    count,
  });

async function loops(
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

async function pullFails(cluster: Cluster, workload: Workload, error: string): Promise<void> {
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

const quotaRefuses = (cluster: Cluster, workload: Workload) =>
  cluster.event(cluster.replicaSetOf(workload), {
    type: 'Warning',
    reason: 'FailedCreate',
    message: `Error creating: pods "${workload.name}-x" is forbidden: exceeded quota: team-quota, requested: requests.cpu=500m, used: requests.cpu=1, limited: requests.cpu=1200m`,
    component: 'replicaset-controller',
    count: 9,
  });

/** One thing goes wrong in each, as a real cluster writes it. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'bad image after a rollout',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'web', [NODE, NODE]);
      await cluster.rollout(web, { image: `registry.example.com/${namespace}/web:1.4.3` });
      await cluster.run(web, [NODE], false);
      await pullFails(
        cluster,
        web,
        `rpc error: code = NotFound desc = failed to pull and unpack image: failed to resolve reference "${web.template.image}": ${web.template.image}: not found`
      );
    },
    expected: [{ workload: 'Deployment/web', mode: 'image', pods: 1, changed: ['image'], title: /^web: image/ }],
  },
  {
    name: 'registry down for 8 workloads',
    run: async (cluster, namespace) => {
      for (const number of times(8)) {
        const web = await cluster.deployment(namespace, `svc-${number}`, [NODE], {
          image: `registry.internal:5000/team/svc-${number}:2`,
        });
        await pullFails(
          cluster,
          web,
          `failed to do request: Head "https://registry.internal:5000/v2/team/svc-${number}/manifests/2": dial tcp 10.0.3.9:5000: connect: connection refused`
        );
      }
    },
    expected: [
      {
        workload: 'Registry/registry.internal:5000',
        mode: 'image',
        pods: 8,
        shared: 'Registry/registry.internal:5000',
        title: /registry\.internal:5000.*8 workloads/,
      },
    ],
  },
  {
    name: 'crash loop after a configuration change',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'orders', [NODE, NODE]);
      await cluster.rollout(web, { env: { DATABASE_URL: 'nowhere' } });
      await cluster.run(web, [NODE, NODE]);
      await loops(cluster, web.pods, 1, 'Error', 'panic: no such host');
    },
    expected: [
      {
        workload: 'Deployment/orders',
        mode: 'crash',
        pods: 2,
        death: { reason: 'Error', exitCode: 1 },
        changed: ['env'],
        title: /^orders: (crash loop|exits with code 1)/,
      },
    ],
  },
  {
    name: 'OOM after a limit was lowered',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'cart', [NODE, NODE, NODE]);
      await cluster.rollout(web, { memory: '64Mi' });
      await cluster.run(web, [NODE, NODE, NODE]);
      await loops(cluster, web.pods, 137, 'OOMKilled');
    },
    expected: [
      {
        workload: 'Deployment/cart',
        mode: 'oom',
        pods: 3,
        death: { reason: 'OOMKilled', exitCode: 137 },
        changed: ['limits'],
        title: /^cart: out of memory/,
      },
    ],
  },
  {
    name: 'OOM by load without a change',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'search', [NODE, 'worker-2']);
      await loops(cluster, web.pods, 137, 'OOMKilled');
    },
    expected: [
      {
        workload: 'Deployment/search',
        mode: 'oom',
        pods: 2,
        death: { reason: 'OOMKilled', exitCode: 137 },
        title: /^search: out of memory/,
      },
    ],
  },
  {
    name: 'quota stops a ReplicaSet',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'gateway', [NODE]);
      await quotaRefuses(cluster, web);
    },
    expected: [{ workload: 'Deployment/gateway', mode: 'quota', title: /^gateway: quota exceeded/ }],
  },
  {
    name: 'node lost with 12 pods',
    nodes: ['lost-node'],
    run: async (cluster, namespace) => {
      const node = await cluster.node('lost-node');
      const workloads: Workload[] = [];
      for (const number of times(4)) {
        workloads.push(await cluster.deployment(namespace, `tier-${number}`, ['lost-node', 'lost-node', 'lost-node']));
      }
      await cluster.event(node, {
        reason: 'NodeNotReady',
        message: 'Node lost-node status is now: NodeNotReady',
        component: 'node-controller',
      });
      for (const pod of workloads.flatMap(({ pods }) => pods)) {
        await cluster.event(pod, {
          type: 'Warning',
          reason: 'NodeNotReady',
          message: 'Node is not ready',
          component: 'node-controller',
        });
      }
    },
    expected: [
      { workload: 'Node/lost-node', mode: 'node', pods: 12, shared: 'Node/lost-node', title: /^lost-node: not ready/ },
    ],
  },
  {
    name: 'disk pressure evicts',
    nodes: ['full-node'],
    run: async (cluster, namespace) => {
      const node = await cluster.node('full-node');
      const web = await cluster.deployment(namespace, 'logs', ['full-node', 'full-node']);
      await cluster.event(node, {
        type: 'Warning',
        reason: 'EvictionThresholdMet',
        message: 'Attempting to reclaim ephemeral-storage',
        component: 'kubelet',
        host: 'full-node',
      });
      for (const pod of web.pods) {
        await cluster.evicted(
          pod,
          'The node was low on resource: ephemeral-storage. Threshold quantity: 10%, available: 2Gi. Container main was using 8Gi, request is 0. '
        );
        await cluster.dies(pod, { exitCode: 137 });
      }
    },
    expected: [{ workload: 'Deployment/logs', mode: 'eviction', pods: 2, title: /^logs: pods evicted/ }],
  },
  {
    name: 'liveness probe fails after a rollout',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'api', [NODE, NODE]);
      await cluster.rollout(web, { image: `registry.example.com/${namespace}/api:2.0.0` });
      await cluster.run(web, [NODE, NODE]);
      for (const pod of web.pods) {
        for (const restarts of times(3)) {
          await cluster.kubelet(pod, {
            reason: 'Unhealthy',
            message: 'Liveness probe failed: HTTP probe failed with statuscode: 503',
            count: 3,
          });
          await cluster.kubelet(pod, {
            type: 'Normal',
            reason: 'Killing',
            message: 'Container main failed liveness probe, will be restarted',
          });
          await cluster.dies(pod, { exitCode: 137, restarts });
        }
        await backOff(cluster, pod);
      }
    },
    expected: [
      {
        workload: 'Deployment/api',
        mode: 'probe',
        pods: 2,
        death: { reason: 'Error', exitCode: 137 },
        changed: ['image'],
        title: /^api: liveness probe fails/,
      },
    ],
  },
  {
    name: 'readiness fails on one pod of five',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(
        namespace,
        'profile',
        times(5).map(() => NODE)
      );
      await cluster.kubelet(web.pods[3]!, {
        reason: 'Unhealthy',
        message: 'Readiness probe failed: HTTP probe failed with statuscode: 500',
        count: 40,
      });
    },
    expected: [{ workload: 'Deployment/profile', mode: 'probe', pods: 1, title: /^profile: readiness probe fails/ }],
  },
  {
    name: 'missing secret',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'ledger', [NODE]);
      await cluster.kubelet(web.pods[0]!, {
        reason: 'Failed',
        message: 'Error: secret "ledger-credentials" not found',
        count: 12,
      });
    },
    expected: [
      { workload: 'Deployment/ledger', mode: 'other', pods: 1, title: /^ledger: secret or ConfigMap missing/ },
    ],
  },
  {
    name: 'volume cannot be attached',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'postgres', [NODE]);
      await cluster.event(web.pods[0]!, {
        type: 'Warning',
        reason: 'FailedAttachVolume',
        message:
          'Multi-Attach error for volume "pvc-5f1c" Volume is already exclusively attached to one node and can\'t be attached to another',
        component: 'attachdetach-controller',
        count: 7,
      });
      await cluster.kubelet(web.pods[0]!, {
        reason: 'FailedMount',
        message:
          'Unable to attach or mount volumes: unmounted volumes=[data], unattached volumes=[], failed to process volumes=[]: timed out waiting for the condition',
        count: 3,
      });
    },
    expected: [
      { workload: 'Deployment/postgres', mode: 'volume', pods: 1, title: /^postgres: volume cannot be attached/ },
    ],
  },
  {
    name: 'autoscaler without metrics',
    run: async (cluster, namespace) => {
      await cluster.deployment(namespace, 'front', [NODE]);
      const hpa = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', namespace, name: 'front' };
      const said = (reason: string, message: string) =>
        cluster.event(hpa, { type: 'Warning', reason, message, component: 'horizontal-pod-autoscaler', count: 30 });
      const why =
        'unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)';
      await said('FailedGetResourceMetric', `failed to get cpu utilization: ${why}`);
      await said(
        'FailedComputeMetricsReplicas',
        `invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: failed to get cpu utilization: ${why}`
      );
    },
    expected: [{ workload: 'HorizontalPodAutoscaler/front', mode: 'autoscaling', title: /^front: cannot scale/ }],
  },
  {
    name: 'job over its back-off limit',
    run: async (cluster, namespace) => {
      const job = await cluster.job(namespace, 'import', NODE);
      await cluster.dies(job.pods[0]!, { exitCode: 2, message: 'bad input file' });
      await cluster.event(job, {
        type: 'Warning',
        reason: 'BackoffLimitExceeded',
        message: 'Job has reached the specified backoff limit',
        component: 'job-controller',
      });
    },
    expected: [
      {
        workload: 'Job/import',
        mode: 'job',
        pods: 1,
        death: { reason: 'Error', exitCode: 2 },
        title: /^import: job failed/,
      },
    ],
  },
  {
    name: 'a certificate is not renewed',
    run: async (cluster, namespace) => {
      const certificate = { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', namespace, name: 'shop-tls' };
      await cluster.event(certificate, {
        type: 'Warning',
        reason: 'Failed',
        message:
          'The certificate request has failed to complete and will be retried: Failed to wait for order resource "shop-tls-1-2" to become ready: order is in "invalid" state',
        component: 'cert-manager-certificates-issuing',
        count: 4,
      });
    },
    expected: [{ workload: 'Certificate/shop-tls', mode: 'certificate', title: /^shop-tls: certificate not issued/ }],
  },
  {
    name: 'two unrelated incidents at once',
    run: async (cluster, namespace) => {
      const one = await cluster.deployment(namespace, 'mail', [NODE, NODE]);
      const two = await cluster.deployment(namespace, 'stock', ['worker-2']);
      await loops(cluster, one.pods, 3, 'Error');
      await quotaRefuses(cluster, two);
    },
    expected: [
      {
        workload: 'Deployment/mail',
        mode: 'crash',
        pods: 2,
        death: { reason: 'Error', exitCode: 3 },
        title: /^mail: (crash loop|exits with code 3)/,
      },
      { workload: 'Deployment/stock', mode: 'quota', title: /^stock: quota exceeded/ },
    ],
  },
];
