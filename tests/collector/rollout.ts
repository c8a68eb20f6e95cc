import { type ApiServer, callApi, mustCall } from '../../stack/src/api.ts';
import { until } from './harness.ts';

const MERGE = 'application/merge-patch+json';
const GROUP = 'argoproj.io';
const NAMES = { plural: 'rollouts', singular: 'rollout', kind: 'Rollout' };
/** As Argo's own, but for its schema. */
const DEFINITION = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${NAMES.plural}.${GROUP}` },
  spec: {
    group: GROUP,
    names: NAMES,
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1alpha1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
};

const SELECTOR = { matchLabels: { app: 'web' } };
const HASH = 'rollouts-pod-template-hash';
const [REVISION, HISTORY] = ['rollout.argoproj.io/revision', 'rollout.argoproj.io/revision-history'];

/**
 * A Rollout `web`, and its ReplicaSets as Argo's controller makes them.
 *
 * Source: https://github.com/argoproj/argo-rollouts/blob/v1.9.1/rollout/sync.go (createDesiredReplicaSet)
 */
export class Rollout {
  readonly #server: ApiServer;
  readonly #namespace: string;
  readonly #uid: string;

  constructor(server: ApiServer, namespace: string, uid: string) {
    this.#server = server;
    this.#namespace = namespace;
    this.#uid = uid;
  }

  static async create(server: ApiServer, namespace: string): Promise<Rollout> {
    const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
    await mustCall(server, 'POST', definitions, DEFINITION);
    const path = `/apis/${GROUP}/v1alpha1/namespaces/${namespace}/rollouts`;
    await until(async () => (await callApi(server, 'GET', path)).status === 200, 30_000);
    const spec = { selector: SELECTOR, template: {} };
    const object = { apiVersion: `${GROUP}/v1alpha1`, kind: NAMES.kind, metadata: { name: 'web' }, spec };
    const created = (await mustCall(server, 'POST', `${path}?fieldManager=helm`, object)) as {
      metadata: { uid: string };
    };
    return new Rollout(server, namespace, created.metadata.uid);
  }

  /** Sets its pod template. */
  async set(template: object, by = 'helm'): Promise<void> {
    const path = `/apis/${GROUP}/v1alpha1/namespaces/${this.#namespace}/rollouts/web?fieldManager=${by}`;
    await mustCall(this.#server, 'PATCH', path, { spec: { template } }, MERGE);
  }

  async addRevision(number: number, hash: string, template: object): Promise<void> {
    const labels = { ...SELECTOR.matchLabels, [HASH]: hash };
    const owner = { apiVersion: `${GROUP}/v1alpha1`, kind: NAMES.kind, name: 'web', uid: this.#uid, controller: true };
    const metadata = {
      name: `web-${hash}`,
      labels,
      annotations: { [REVISION]: String(number) },
      ownerReferences: [owner],
    };
    const spec = { replicas: 0, selector: { matchLabels: labels }, template: { ...template, metadata: { labels } } };
    const path = `${this.#replicaSets}?fieldManager=rollouts-controller`;
    await mustCall(this.#server, 'POST', path, { metadata, spec });
  }

  /** An earlier ReplicaSet is used again. */
  async goBack(hash: string, number: number, history: string): Promise<void> {
    await this.#patch(hash, { metadata: { annotations: { [REVISION]: String(number), [HISTORY]: history } } });
  }

  async scale(hash: string, replicas: number): Promise<void> {
    await this.#patch(hash, { spec: { replicas } });
  }

  get #replicaSets(): string {
    return `/apis/apps/v1/namespaces/${this.#namespace}/replicasets`;
  }

  async #patch(hash: string, patch: object): Promise<void> {
    const path = `${this.#replicaSets}/web-${hash}?fieldManager=rollouts-controller`;
    await mustCall(this.#server, 'PATCH', path, patch, MERGE);
  }
}
