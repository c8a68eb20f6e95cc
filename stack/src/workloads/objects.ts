/** An object to be applied, and the path it is applied at. */
export interface Manifest {
  path: string;
  object: KubernetesObject;
}

export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; [key: string]: unknown };
  [key: string]: unknown;
}

/** The fault that the simulated kubelet reports for a pod, set by the annotation `simulated-fault`. */
export type Fault = 'image' | 'mount' | 'crash' | 'liveness' | 'readiness' | 'job';

const PLURALS: Record<string, string> = {
  Namespace: 'api/v1/namespaces',
  Node: 'api/v1/nodes',
  Service: 'api/v1/services',
  Deployment: 'apis/apps/v1/deployments',
  StatefulSet: 'apis/apps/v1/statefulsets',
  DaemonSet: 'apis/apps/v1/daemonsets',
  Job: 'apis/batch/v1/jobs',
  CronJob: 'apis/batch/v1/cronjobs',
  HorizontalPodAutoscaler: 'apis/autoscaling/v2/horizontalpodautoscalers',
};

/** Where the API server keeps objects of that kind. */
export function collectionPath(kind: string, namespace?: string): string {
  const plural = PLURALS[kind] ?? '';
  const cut = plural.lastIndexOf('/');
  return `/${plural.slice(0, cut)}${namespace ? `/namespaces/${namespace}` : ''}${plural.slice(cut)}`;
}

export function manifest(object: KubernetesObject): Manifest {
  const { name, namespace } = object.metadata;
  return { path: `${collectionPath(object.kind, namespace)}/${name}?fieldManager=workloads&force=true`, object };
}

export interface PodOptions {
  image: string;
  fault?: Fault;
  cpu?: string;
  memory?: string;
  restartPolicy?: string;
  revision?: number;
}

/** A pod of one container, for the simulated nodes. */
export function podTemplate(
  name: string,
  { image, fault, cpu = '100m', memory = '128Mi', restartPolicy, revision }: PodOptions
): object {
  return {
    metadata: {
      labels: { app: name },
      annotations: { ...(fault && { 'simulated-fault': fault }), ...(revision && { revision: String(revision) }) },
    },
    spec: {
      restartPolicy,
      tolerations: ['not-ready', 'unreachable'].map((state) => ({
        key: `node.kubernetes.io/${state}`,
        operator: 'Exists',
        effect: 'NoExecute',
        tolerationSeconds: 10,
      })),
      containers: [{ name, image, resources: { requests: { cpu, memory } } }],
    },
  };
}

export function deployment(namespace: string, name: string, replicas: number, pod: PodOptions): Manifest {
  return manifest({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: { replicas, selector: { matchLabels: { app: name } }, template: podTemplate(name, pod) },
  });
}
