import { type ApiServer, mustCall } from '../api.ts';
import { collectionPath, deployment, type Manifest, manifest, podTemplate } from './objects.ts';

export const NODES = ['a', 'b', 'c', 'd'].flatMap((zone) => [1, 2].map((number) => `worker-eu-${zone}${number}`));
/** kwok renews the lease of a node with this label. Without the label the node stops responding. */
export const ANSWERING = { 'simulated-kubelet': 'answering' };

/** The nodes that do not answer now. */
export async function silentNodes(api: ApiServer): Promise<Set<string>> {
  const path = `${collectionPath('Node')}?labelSelector=simulated-kubelet!=${ANSWERING['simulated-kubelet']}`;
  const { items } = (await mustCall(api, 'GET', path)) as { items: Array<{ metadata: { name: string } }> };
  return new Set(items.map(({ metadata }) => metadata.name));
}

const NAMESPACES = ['shop', 'payments', 'analytics', 'platform'];

/** The objects of the cluster, some with a fault. */
export function clusterManifests(): Manifest[] {
  return [
    ...NAMESPACES.map((name) => manifest({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
    ...NODES.map(node),
    deployment('shop', 'web', 3, { image: 'registry.example/shop/web:2.14.0' }),
    deployment('shop', 'cart', 2, { image: 'registry.example/shop/cart:1.8.3' }),
    deployment('shop', 'checkout', 2, { image: 'registry.example/shop/checkout:5.1.0', fault: 'liveness' }),
    deployment('shop', 'recommender', 1, { image: 'registry.example/shop/recommender:0.9.0-rc7', fault: 'image' }),
    deployment('payments', 'api', 3, { image: 'registry.example/payments/api:3.2.1' }),
    deployment('payments', 'worker', 2, { image: 'registry.example/payments/worker:3.2.1', fault: 'crash' }),
    deployment('payments', 'vault-agent', 1, { image: 'registry.example/payments/vault-agent:1.0.4', fault: 'mount' }),
    deployment('analytics', 'trainer', 1, {
      image: 'registry.example/analytics/trainer:7',
      cpu: '64',
      memory: '512Gi',
    }),
    deployment('analytics', 'ingest', 2, { image: 'registry.example/analytics/ingest:4.4.0' }),
    deployment('platform', 'ingress', 2, { image: 'registry.example/platform/ingress:1.13.0', fault: 'readiness' }),
    deployment('platform', 'dns', 2, { image: 'registry.example/platform/dns:1.12.1' }),
    ledger(),
    failingJob(),
    report(),
    autoscaler(),
  ];
}

function node(name: string): Manifest {
  return manifest({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: { ...ANSWERING, 'kubernetes.io/hostname': name, 'topology.kubernetes.io/zone': `eu-${name.at(-2)}` },
    },
    status: {
      capacity: { cpu: '8', memory: '32Gi', pods: '110' },
      allocatable: { cpu: '8', memory: '32Gi', pods: '110' },
    },
  });
}

/** Its volumes have a storage class without provisioner. */
function ledger(): Manifest {
  return manifest({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'ledger', namespace: 'payments' },
    spec: {
      serviceName: 'ledger',
      replicas: 2,
      selector: { matchLabels: { app: 'ledger' } },
      template: podTemplate('ledger', { image: 'registry.example/payments/ledger:11.2' }),
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: 'fast-ssd',
            resources: { requests: { storage: '20Gi' } },
          },
        },
      ],
    },
  });
}

function failingJob(): Manifest {
  const template = podTemplate('import', {
    image: 'registry.example/analytics/import:2',
    fault: 'job',
    restartPolicy: 'Never',
  });
  return manifest({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'import', namespace: 'analytics' },
    spec: { schedule: '*/2 * * * *', jobTemplate: { spec: { backoffLimit: 1, template } } },
  });
}

function report(): Manifest {
  const template = podTemplate('report', { image: 'registry.example/analytics/report:1.6', restartPolicy: 'Never' });
  return manifest({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'report', namespace: 'analytics' },
    spec: { schedule: '* * * * *', jobTemplate: { spec: { template } } },
  });
}

/** There is no metrics server. */
function autoscaler(): Manifest {
  return manifest({
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 3,
      maxReplicas: 10,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
      ],
    },
  });
}
