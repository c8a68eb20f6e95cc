import { callApi, mustCall } from '../../../stack/src/api.ts';
import { type Stack } from '../../../stack/src/stack.ts';
import { ANSWERING } from '../../../stack/src/workloads/nodes.ts';
import { until } from '../harness.ts';

export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; uid?: string; [key: string]: unknown };
  [key: string]: unknown;
}

const COLLECTIONS: Record<string, string> = {
  Pod: 'api/v1/pods',
  Deployment: 'apis/apps/v1/deployments',
  StatefulSet: 'apis/apps/v1/statefulsets',
  DaemonSet: 'apis/apps/v1/daemonsets',
  Job: 'apis/batch/v1/jobs',
  CronJob: 'apis/batch/v1/cronjobs',
};

const container = { name: 'c', image: 'registry.example/c:1', resources: { requests: { cpu: '1m' } } };

function template(app: string, restartPolicy?: string): object {
  return { metadata: { labels: { app } }, spec: { containers: [container], restartPolicy } };
}

let recorded = 0;

/** Objects on a real API server, and the events that a kubelet would write about them. */
export class Cluster {
  readonly #stack: Stack;

  constructor(stack: Stack) {
    this.#stack = stack;
  }

  /** A node that kwok keeps alive. */
  async addNode(name: string): Promise<void> {
    const resources = { cpu: '64', memory: '256Gi', pods: '500' };
    await this.#post('/api/v1/nodes', {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels: ANSWERING },
      status: { capacity: resources, allocatable: resources },
    });
  }

  async node(name: string): Promise<KubernetesObject> {
    return { ...(await this.#get(`/api/v1/nodes/${name}`)), apiVersion: 'v1', kind: 'Node' };
  }

  deployment(namespace: string, name: string, replicas: number): KubernetesObject {
    const spec = { replicas, selector: { matchLabels: { app: name } }, template: template(name) };
    return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace }, spec };
  }

  statefulSet(namespace: string, name: string, replicas: number): KubernetesObject {
    const spec = {
      serviceName: name,
      replicas,
      podManagementPolicy: 'Parallel',
      selector: { matchLabels: { app: name } },
      template: template(name),
    };
    return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name, namespace }, spec };
  }

  daemonSet(namespace: string, name: string): KubernetesObject {
    const spec = { selector: { matchLabels: { app: name } }, template: template(name) };
    return { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name, namespace }, spec };
  }

  pod(namespace: string, name: string): KubernetesObject {
    return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec: { containers: [container] } };
  }

  job(namespace: string, name: string): KubernetesObject {
    const spec = { template: template(name, 'Never') };
    return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name, namespace }, spec };
  }

  /** One that never starts a Job on its own. */
  async cronJob(namespace: string, name: string): Promise<KubernetesObject> {
    const jobTemplate = { spec: { template: template(name, 'Never') } };
    const spec = { schedule: '* * * * *', suspend: true, jobTemplate };
    const cronJob = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name, namespace }, spec };
    return { ...cronJob, ...(await this.#create(cronJob)) };
  }

  /** As `kubectl create job --from=cronjob/…` does. */
  jobFrom({ apiVersion, kind, metadata: { name, namespace, uid } }: KubernetesObject, job: string): KubernetesObject {
    const made = this.job(namespace ?? '', job);
    const ownerReferences = [{ apiVersion, kind, name, uid, controller: true }];
    return { ...made, metadata: { ...made.metadata, ownerReferences } };
  }

  async apply(...objects: KubernetesObject[]): Promise<void> {
    await Promise.all(objects.map((object) => this.#create(object)));
  }

  /** The pods of a namespace, once there are this many. */
  async pods(namespace: string, atLeast: number): Promise<KubernetesObject[]> {
    let pods: KubernetesObject[] = [];
    await until(async () => {
      pods = await this.list(namespace, 'api/v1', 'pods', 'Pod');
      return pods.length >= atLeast;
    }, 60_000);
    return pods;
  }

  async list(namespace: string, folder: string, plural: string, kind: string): Promise<KubernetesObject[]> {
    const { items } = (await this.#get(`/${folder}/namespaces/${namespace}/${plural}`)) as unknown as {
      items: KubernetesObject[];
    };
    return items.map((item) => ({ ...item, apiVersion: folder.replace(/^apis?\//, ''), kind }));
  }

  async remove(namespace: string, folder: string, plural: string, name: string): Promise<void> {
    await mustCall(this.#stack.apiServer(), 'DELETE', `/${folder}/namespaces/${namespace}/${plural}/${name}`);
  }

  referenceTo({ apiVersion, kind, metadata: { name, namespace, uid } }: KubernetesObject): object {
    return { apiVersion, kind, namespace, name, uid };
  }

  /** Writes an event about the object. */
  async record(object: KubernetesObject, reason: string, message = 'recorded by a test'): Promise<void> {
    const time = `${new Date().toISOString().slice(0, 19)}Z`;
    const namespace = object.metadata.namespace ?? 'default';
    await this.#post(`/api/v1/namespaces/${namespace}/events`, {
      metadata: { name: `${object.metadata.name}.${++recorded}`, namespace },
      involvedObject: this.referenceTo(object),
      reason,
      message,
      type: 'Normal',
      count: 1,
      firstTimestamp: time,
      lastTimestamp: time,
      source: { component: 'kubelet', host: 'n1' },
    });
  }

  /** Gives the collector's user the right to read a resource, or takes it. */
  async setRight(resource: string, given: boolean): Promise<void> {
    const path = '/apis/rbac.authorization.k8s.io/v1/clusterroles/stack-collector';
    const role = (await this.#get(path)) as unknown as { rules: Array<{ resources: string[] }> };
    const rules = role.rules.filter(({ resources }) => !resources.includes(resource));
    const rule = { apiGroups: [''], resources: [resource], verbs: ['list', 'watch'] };
    const patch = { rules: given ? [...rules, rule] : rules };
    await mustCall(this.#stack.apiServer(), 'PATCH', path, patch, 'application/merge-patch+json');
    await until(async () => {
      const user = this.#stack.apiServer('collector');
      return ((await callApi(user, 'GET', `/api/v1/${resource}?limit=1`)).status === 200) === given;
    }, 10_000);
  }

  async #create(object: KubernetesObject): Promise<KubernetesObject> {
    const collection = COLLECTIONS[object.kind] ?? '';
    const cut = collection.lastIndexOf('/');
    const path = `/${collection.slice(0, cut)}/namespaces/${object.metadata.namespace}${collection.slice(cut)}`;
    return (await this.#post(path, object)) as KubernetesObject;
  }

  async #get(path: string): Promise<KubernetesObject> {
    return (await mustCall(this.#stack.apiServer(), 'GET', path)) as KubernetesObject;
  }

  #post(path: string, body: object): Promise<unknown> {
    return mustCall(this.#stack.apiServer(), 'POST', path, body);
  }
}
