import { randomUUID } from 'node:crypto';
import { callApi, mustCall } from '../../stack/src/api.ts';
import { type Stack } from '../../stack/src/stack.ts';

/** A reference to an object, as events have it. */
export interface Reference {
  apiVersion: string;
  kind: string;
  namespace: string;
  name: string;
  uid?: string;
}

export interface Template {
  image: string;
  memory: string;
  env: Record<string, string>;
}

export interface Workload extends Reference {
  template: Template;
  pods: Pod[];
}

export interface Pod extends Reference {
  node: string;
}

/** What an event says. */
export interface Said {
  type?: 'Normal' | 'Warning';
  reason: string;
  message: string;
  component?: string;
  host?: string;
  /** How often, as the old recorder counts. */
  count?: number;
  fieldPath?: string;
  /** How long ago it was seen. */
  agoMs?: number;
}

export interface Died {
  exitCode: number;
  reason?: string;
  restarts?: number;
  message?: string;
  agoMs?: number;
}

const CONTAINER = 'main';
const seconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
const suffix = (length: number): string => randomUUID().replaceAll('-', '').slice(0, length);

/** Plays controllers and kubelets on a real API server: their objects, statuses and events, without containers. */
export class Cluster {
  readonly #stack: Stack;

  constructor(stack: Stack) {
    this.#stack = stack;
  }

  async namespace(name: string): Promise<void> {
    await this.#create('/api/v1/namespaces', { metadata: { name } });
  }

  async node(name: string): Promise<Reference> {
    await this.#create('/api/v1/nodes', { metadata: { name } });
    return { apiVersion: 'v1', kind: 'Node', namespace: '', name, uid: name };
  }

  /** A Deployment with its first ReplicaSet and running pods. */
  async deployment(
    namespace: string,
    name: string,
    nodes: readonly string[],
    template: Partial<Template> = {}
  ): Promise<Workload> {
    const whole = { image: `registry.example.com/${namespace}/${name}:1.4.1`, memory: '256Mi', env: {}, ...template };
    const body = { metadata: { name }, spec: { replicas: nodes.length, ...specOf(name, whole) } };
    const { metadata } = await this.#create(`/apis/apps/v1/namespaces/${namespace}/deployments`, body);
    const workload: Workload = {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', namespace, name, uid: metadata.uid },
      template: whole,
      pods: [],
    };
    await this.#replicaSet(workload, 1);
    await this.run(workload, nodes);
    return workload;
  }

  /** A new revision of a Deployment; its pods run no more until `run`. */
  async rollout(workload: Workload, template: Partial<Template>, by = 'helm', revision = 2): Promise<void> {
    workload.template = { ...workload.template, ...template };
    const { namespace, name } = workload;
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}?fieldManager=${by}`;
    await mustCall(
      this.#stack.apiServer(),
      'PATCH',
      path,
      { spec: specOf(name, workload.template) },
      'application/merge-patch+json'
    );
    workload.pods = [];
    await this.#replicaSet(workload, revision);
  }

  async #replicaSet(workload: Workload, revision: number): Promise<void> {
    const { namespace, name, uid } = workload;
    const set = `${name}-${suffix(9)}`;
    this.#sets.set(workload, set);
    await this.#create(`/apis/apps/v1/namespaces/${namespace}/replicasets`, {
      metadata: {
        name: set,
        labels: { app: name },
        annotations: { 'deployment.kubernetes.io/revision': String(revision) },
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name, uid, controller: true }],
      },
      spec: specOf(name, workload.template),
    });
    await this.event(workload, {
      reason: 'ScalingReplicaSet',
      message: `Scaled up replica set ${set} from 0 to 1`,
      component: 'deployment-controller',
    });
  }

  readonly #sets = new Map<Workload, string>();

  /** The ReplicaSet of a Deployment's present revision. */
  replicaSetOf(workload: Workload): Reference {
    const { namespace } = workload;
    return { apiVersion: 'apps/v1', kind: 'ReplicaSet', namespace, name: this.#sets.get(workload)! };
  }

  /** Pods of a Deployment's present revision, one on each of these nodes; with `started: false` they do not run yet. */
  async run(workload: Workload, nodes: readonly string[], started = true): Promise<void> {
    const { namespace, template } = workload;
    const set = this.replicaSetOf(workload);
    const path = `/apis/apps/v1/namespaces/${namespace}/replicasets/${set.name}`;
    const { metadata } = (await mustCall(this.#stack.apiServer(), 'GET', path)) as Created;
    for (const node of nodes) {
      const pod = await this.pod(namespace, `${set.name}-${suffix(5)}`, node, template, {
        apiVersion: 'apps/v1',
        kind: 'ReplicaSet',
        name: set.name,
        uid: metadata.uid,
      });
      workload.pods.push(pod);
      await this.event(set, {
        reason: 'SuccessfulCreate',
        message: `Created pod: ${pod.name}`,
        component: 'replicaset-controller',
      });
      if (started) {
        await this.started(pod, template.image);
      }
    }
  }

  /** A Job with pods that run. */
  async job(namespace: string, name: string, node: string): Promise<Workload> {
    const template = { image: `registry.example.com/${namespace}/${name}:1`, memory: '64Mi', env: {} };
    const spec = { template: { spec: { restartPolicy: 'Never', containers: [containerOf(template)] } } };
    const { metadata } = await this.#create(`/apis/batch/v1/namespaces/${namespace}/jobs`, {
      metadata: { name },
      spec,
    });
    const owner = { apiVersion: 'batch/v1', kind: 'Job', name, uid: metadata.uid };
    const pods = [await this.pod(namespace, `${name}-${suffix(5)}`, node, template, owner)];
    await this.started(pods[0]!, template.image);
    return { ...owner, namespace, template, pods };
  }

  async pod(namespace: string, name: string, node: string, template: Template, owner: object): Promise<Pod> {
    const { metadata } = await this.#create(`/api/v1/namespaces/${namespace}/pods`, {
      metadata: { name, ownerReferences: [{ ...owner, controller: true }] },
      spec: {
        ...(node && { nodeName: node }),
        automountServiceAccountToken: false,
        containers: [containerOf(template)],
      },
    });
    return { apiVersion: 'v1', kind: 'Pod', namespace, name, uid: metadata.uid, node };
  }

  /** What a pod writes that is scheduled and started. */
  async started(pod: Pod, image: string): Promise<void> {
    await this.event(pod, {
      reason: 'Scheduled',
      message: `Successfully assigned ${pod.namespace}/${pod.name} to ${pod.node}`,
      component: 'default-scheduler',
    });
    const said: Array<[string, string]> = [
      ['Pulled', `Container image "${image}" already present on machine and can be accessed by the pod`],
      ['Created', 'Container created'],
      ['Started', 'Container started'],
    ];
    for (const [reason, message] of said) {
      await this.kubelet(pod, { type: 'Normal', reason, message });
    }
  }

  /** An event of the kubelet about a pod's container. */
  async kubelet(pod: Pod, said: Said): Promise<void> {
    const fieldPath = `spec.containers{${CONTAINER}}`;
    await this.event(pod, { type: 'Warning', component: 'kubelet', host: pod.node, fieldPath, ...said });
  }

  async event({ apiVersion, kind, namespace, name, uid }: Reference, said: Said): Promise<void> {
    const { type = 'Normal', reason, message, component = 'test', host, count = 1, fieldPath, agoMs = 0 } = said;
    const inNamespace = namespace || 'default';
    const time = seconds(Date.now() - agoMs);
    const path = `/api/v1/namespaces/${inNamespace}/events`;
    const own = `${name}.${suffix(16)}`;
    await this.#create(path, {
      metadata: { name: own, namespace: inNamespace },
      involvedObject: { apiVersion, kind, ...(namespace && { namespace }), name, uid, fieldPath },
      ...{ type, reason, message, count: 1, source: { component, host }, reportingComponent: component },
      ...{ firstTimestamp: time, lastTimestamp: time },
    });
    if (count > 1) {
      const again = { count, lastTimestamp: time };
      await mustCall(this.#stack.apiServer(), 'PATCH', `${path}/${own}`, again, 'application/merge-patch+json');
    }
  }

  /** A container ends, as the kubelet puts it into the pod's status. */
  async dies(pod: Pod, { exitCode, reason = 'Error', restarts = 0, message, agoMs = 0 }: Died): Promise<void> {
    const containerID = `containerd://${pod.uid}-${restarts}`;
    const at = Date.now() - agoMs;
    const state = {
      terminated: { exitCode, reason, message, containerID, startedAt: seconds(at - 40_000), finishedAt: seconds(at) },
    };
    const status = {
      name: CONTAINER,
      image: '',
      imageID: '',
      ready: false,
      restartCount: restarts,
      containerID,
      state,
    };
    await this.#patchStatus(pod, { containerStatuses: [status] });
  }

  /** A pod that the kubelet has evicted. */
  async evicted(pod: Pod, message: string): Promise<void> {
    await this.event(pod, { type: 'Warning', reason: 'Evicted', message, component: 'kubelet', host: pod.node });
    await this.#patchStatus(pod, { phase: 'Failed', reason: 'Evicted', message });
  }

  async #patchStatus({ namespace, name }: Pod, status: object): Promise<void> {
    const path = `/api/v1/namespaces/${namespace}/pods/${name}/status`;
    await mustCall(this.#stack.apiServer(), 'PATCH', path, { status }, 'application/merge-patch+json');
  }

  async #create(path: string, body: object): Promise<Created> {
    const { status, body: answer } = await callApi(this.#stack.apiServer(), 'POST', path, body);
    if (status >= 300) {
      throw new Error(`POST ${path}: ${status} ${JSON.stringify(answer)}`);
    }
    return answer as Created;
  }
}

interface Created {
  metadata: { uid: string };
}

const containerOf = ({ image, memory, env }: Template): object => ({
  name: CONTAINER,
  image,
  resources: { limits: { memory } },
  env: Object.entries(env).map(([name, value]) => ({ name, value })),
});

const specOf = (name: string, template: Template): object => ({
  selector: { matchLabels: { app: name } },
  template: { metadata: { labels: { app: name } }, spec: { containers: [containerOf(template)] } },
});
