import { mustCall } from '../../stack/src/api.ts';
import { containerOf, MAIN, type Pod, type Reference, specOf, type Template, type Workload } from './objects.ts';
import { type Created, suffix, Writes } from './writes.ts';

/** Plays controllers and kubelets on a real API server: their objects, statuses and events, without containers. */
export class Cluster extends Writes {
  async namespace(name: string): Promise<void> {
    await this.create('/api/v1/namespaces', { metadata: { name } });
  }

  async node(name: string): Promise<Reference> {
    const { metadata } = await this.create('/api/v1/nodes', { metadata: { name } });
    return { apiVersion: 'v1', kind: 'Node', namespace: '', name, uid: metadata.uid };
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
    const { metadata } = await this.create(`/apis/apps/v1/namespaces/${namespace}/deployments`, body);
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
      this.stack.apiServer(),
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
    await this.create(`/apis/apps/v1/namespaces/${namespace}/replicasets`, {
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
    const { metadata } = (await mustCall(this.stack.apiServer(), 'GET', path)) as Created;
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

  /** A DaemonSet or StatefulSet with a pod on each of these nodes; with `started: false` they do not run yet. */
  async controller(
    kind: 'DaemonSet' | 'StatefulSet',
    namespace: string,
    name: string,
    nodes: readonly string[],
    started = true
  ): Promise<Workload> {
    const template = { image: `registry.example.com/${namespace}/${name}:1`, memory: '256Mi', env: {} };
    const path = `/apis/apps/v1/namespaces/${namespace}/${kind.toLowerCase()}s`;
    const spec = { ...specOf(name, template), ...(kind === 'StatefulSet' && { serviceName: name }) };
    const { metadata } = await this.create(path, { metadata: { name }, spec });
    const owner = { apiVersion: 'apps/v1', kind, name, uid: metadata.uid };
    const workload: Workload = { ...owner, namespace, template, pods: [] };
    for (const [at, node] of nodes.entries()) {
      const podName = `${name}-${kind === 'StatefulSet' ? at : suffix(5)}`;
      const pod = await this.pod(namespace, podName, node, template, owner);
      workload.pods.push(pod);
      await this.event(workload, {
        reason: 'SuccessfulCreate',
        message: `Created pod: ${pod.name}`,
        component: `${kind.toLowerCase()}-controller`,
      });
      if (started) {
        await this.started(pod, template.image);
      }
    }
    return workload;
  }

  async cronJob(namespace: string, name: string): Promise<Reference> {
    const { metadata } = await this.create(`/apis/batch/v1/namespaces/${namespace}/cronjobs`, {
      metadata: { name },
      spec: {
        schedule: '*/5 * * * *',
        jobTemplate: {
          spec: {
            template: {
              spec: { restartPolicy: 'Never', containers: [{ name: MAIN, image: 'registry.example.com/x' }] },
            },
          },
        },
      },
    });
    return { apiVersion: 'batch/v1', kind: 'CronJob', namespace, name, uid: metadata.uid };
  }

  /** A Job with pods that run; `of` is the CronJob that made it. */
  async job(namespace: string, name: string, node: string, of?: Reference): Promise<Workload> {
    const template = { image: `registry.example.com/${namespace}/${name}:1`, memory: '64Mi', env: {} };
    const spec = { template: { spec: { restartPolicy: 'Never', containers: [containerOf(template)] } } };
    const { metadata } = await this.create(`/apis/batch/v1/namespaces/${namespace}/jobs`, {
      metadata: { name, ...(of && { ownerReferences: [ownerReference(of)] }) },
      spec,
    });
    const owner = { apiVersion: 'batch/v1', kind: 'Job', name, uid: metadata.uid };
    const pods = [await this.pod(namespace, `${name}-${suffix(5)}`, node, template, owner)];
    await this.started(pods[0]!, template.image);
    return { ...owner, namespace, template, pods };
  }

  async pod(namespace: string, name: string, node: string, template: Template, owner?: object): Promise<Pod> {
    const { metadata } = await this.create(`/api/v1/namespaces/${namespace}/pods`, {
      metadata: { name, ...(owner && { ownerReferences: [{ ...owner, controller: true }] }) },
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
}

const ownerReference = ({ apiVersion, kind, name, uid }: Reference): object => ({
  ...{ apiVersion, kind, name, uid },
  controller: true,
});
