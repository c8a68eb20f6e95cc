import assert from 'node:assert/strict';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { callApi, mustCall } from '../../stack/src/api.ts';
import { type Event, recordOf } from '../../pkg/event/src/index.ts';
import { create, NUMBERS, oldEvent } from '../collector/events.ts';
import { Bed, type Collector, until } from '../collector/harness.ts';
import { assertKeptOnce, keptOf } from '../collector/kept.ts';
import { apply, configOf, containerOf, kubeconfigOf, setRules, untilAllowed, without } from './account.ts';
import { kustomized, type KubernetesObject, manifest, one, rendered } from './objects.ts';

let bed: Bed;
before(async () => {
  bed = await Bed.start();
  for (const object of manifest()) {
    await apply(bed.stack, object);
  }
});
after(() => bed.end());
afterEach(() => bed.endCollectors());

const NAMESPACE = 'kubernetes-events';
const LEASE = 'loki-event-collector';
const LEASE_PATH = `/apis/coordination.k8s.io/v1/namespaces/${NAMESPACE}/leases/${LEASE}`;

/** The collector as the objects' ServiceAccount, with their flags, environment and configuration but for Loki's address. */
async function deployed(objects: readonly KubernetesObject[]): Promise<Collector> {
  const { receivers: _, ...config } = configOf(objects);
  const { args, env } = containerOf(objects);
  return bed.collector({ kubeconfig: await kubeconfigOf(bed, objects), args: args.slice(2), config, env });
}

describe('with the rights of the manifest, and no others, the collector', () => {
  it('leads, delivers, keeps its place in its Lease, and meets no refusal', async () => {
    const namespace = await bed.namespace('with-rights');
    await create(bed.stack, some(namespace, 0, 20));
    const first = await deployed(manifest());
    await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 20));
    assert.equal(await first.kill('SIGTERM'), 0);
    const second = await deployed(manifest());
    await create(bed.stack, some(namespace, 20, 40));
    await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 40));
    await second.kill('SIGTERM');
    assert.ok(second.lines.some((line) => line.includes('watching from the checkpoint')));
    assert.deepEqual(refusals([...first.lines, ...second.lines]), []);
  });

  it('has no further ones: no secrets, no other Lease, no event to write', async () => {
    const account = one(manifest(), 'ServiceAccount');
    const denied: Array<Record<string, string>> = [
      { resource: 'secrets', verb: 'get', namespace: NAMESPACE },
      { resource: 'configmaps', verb: 'list' },
      { resource: 'events', verb: 'create', namespace: NAMESPACE },
      { resource: 'events', verb: 'delete', namespace: NAMESPACE },
      { resource: 'leases', group: 'coordination.k8s.io', verb: 'update', namespace: NAMESPACE, name: 'another' },
      {
        resource: 'leases',
        group: 'coordination.k8s.io',
        verb: 'get',
        namespace: 'kube-system',
        name: 'kube-scheduler',
      },
      { resource: 'leases', group: 'coordination.k8s.io', verb: 'delete', namespace: NAMESPACE },
      { resource: 'pods', verb: 'create', namespace: NAMESPACE },
    ];
    for (const attributes of denied) {
      await untilAllowed(bed.stack, account, attributes, false);
    }
    const lease = { resource: 'leases', group: 'coordination.k8s.io', verb: 'update', namespace: NAMESPACE };
    await untilAllowed(bed.stack, account, { ...lease, name: LEASE }, true);
  });
});

describe('without one right, the collector names it, and continues once it is granted:', () => {
  const events = { kind: 'ClusterRole', group: '', resource: 'events', again: 'the API server responds again' };
  const leases = { kind: 'Role', group: 'coordination.k8s.io', resource: 'leases', again: '"leading"' };
  const cases = [
    { ...events, verb: 'list', advice: 'needs list and watch on events' },
    { ...events, verb: 'watch', advice: 'needs list and watch on events' },
    { ...leases, verb: 'get', advice: 'needs get, create and update on leases' },
    { ...leases, verb: 'create', advice: 'needs get, create and update on leases' },
    { ...leases, verb: 'update', advice: 'needs get, create and update on leases' },
  ];
  const workload = { kind: 'ClusterRole', again: undefined };
  const workloads = [
    { ...workload, group: '', resource: 'pods' },
    { ...workload, group: 'apps', resource: 'replicasets' },
    { ...workload, group: 'batch', resource: 'jobs' },
  ].flatMap((right) =>
    ['list', 'watch'].map((verb) => ({ ...right, verb, advice: `${right.resource}.*"verbs.*continuing without` }))
  );
  const terminations = ['list', 'watch'].map((verb) => ({
    ...workload,
    group: '',
    resource: 'pods',
    verb,
    advice: 'terminations: forbidden.*continuing without',
  }));
  const changes = ['replicasets', 'controllerrevisions'].flatMap((resource) =>
    ['list', 'watch'].map((verb) => ({
      ...workload,
      group: 'apps',
      resource,
      verb,
      advice: 'changes: forbidden.*continuing without',
    }))
  );
  const configMaps = ['list', 'watch'].map((verb) => ({
    ...workload,
    group: '',
    resource: 'configmaps',
    verb,
    advice: 'changes: forbidden.*continuing without',
    objects: () => kustomized('overlays/config-maps'),
  }));
  const all = [...cases, ...workloads, ...terminations, ...changes].map((right) => ({ ...right, objects: manifest }));
  for (const { kind, group, resource, verb, advice, again, objects: deployedObjects } of [...all, ...configMaps]) {
    it(`${verb} ${resource} (${advice})`, async () => {
      const objects = deployedObjects();
      const role = one(objects, kind);
      const account = one(objects, 'ServiceAccount');
      const inNamespace = kind === 'Role' && { namespace: NAMESPACE };
      const right = { group, resource, verb, ...inNamespace, ...(verb !== 'create' && { name: LEASE }) };
      // As at the very first start.
      await callApi(bed.stack.apiServer(), 'DELETE', LEASE_PATH);
      if (verb === 'update') {
        await mustCall(bed.stack.apiServer(), 'POST', path.dirname(LEASE_PATH), { metadata: { name: LEASE } });
      }
      await setRules(bed.stack, role, without(role.rules ?? [], resource, verb));
      await untilAllowed(bed.stack, account, right, false);
      const collector = await deployed(objects);
      await collector.logged(new RegExp(`cannot ${verb} resource \\\\"${resource}\\\\".*${advice}`));
      await setRules(bed.stack, role, role.rules ?? []);
      await untilAllowed(bed.stack, account, right, true);
      // Events are delivered without workloads; the test does not wait for the next attempt.
      await (again && collector.logged(again, 60_000));
      await collector.kill('SIGTERM');
    });
  }
});

describe('without the right to list workloads, the collector', () => {
  it('warns once, and records new revisions without who made them', async () => {
    const namespace = await bed.namespace('no-owners');
    const objects = manifest();
    const role = one(objects, 'ClusterRole');
    const account = one(objects, 'ServiceAccount');
    const right = { group: 'apps', resource: 'deployments', verb: 'list' };
    await setRules(bed.stack, role, without(role.rules ?? [], right.resource, right.verb));
    await untilAllowed(bed.stack, account, right, false);
    const collector = await deployed(objects);
    for (const name of ['web', 'shop']) {
      await createRevision(namespace, name);
    }
    const kept = async () => (await keptOf(bed.stack, namespace)).map(recordOf);
    await until(async () => (await kept()).length >= 2, 30_000);
    await setRules(bed.stack, role, role.rules ?? []);
    await untilAllowed(bed.stack, account, right, true);
    const [message, nobody] = ['Revision 1: image of main registry.example/web:1', undefined];
    assert.deepEqual((await kept()).map(({ name, message, labels }) => [name, message, labels.changed_by]).toSorted(), [
      ['shop', message, nobody],
      ['web', message, nobody],
    ]);
    assert.equal(refusals(collector.lines).length, 1);
    assert.match(refusals(collector.lines)[0]!, /changes: forbidden: needs the rule .*deployments.*"verbs.*list/);
  });

  /** A Deployment and its first ReplicaSet, as the controller makes it. */
  async function createRevision(namespace: string, name: string): Promise<void> {
    const folder = `/apis/apps/v1/namespaces/${namespace}`;
    const labels = { app: name };
    const container = { name: 'main', image: 'registry.example/web:1' };
    const spec = {
      replicas: 0,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
    };
    const server = bed.stack.apiServer();
    const deployment = (await mustCall(server, 'POST', `${folder}/deployments`, { metadata: { name }, spec })) as {
      metadata: { uid: string };
    };
    const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name, uid: deployment.metadata.uid, controller: true };
    const annotations = { 'deployment.kubernetes.io/revision': '1' };
    const metadata = { name: `${name}-1`, labels, annotations, ownerReferences: [owner] };
    await mustCall(server, 'POST', `${folder}/replicasets`, { metadata, spec });
  }
});

describe("with rights in one namespace alone, the collector keeps that namespace's events:", () => {
  it('of the overlay one-namespace', async () => {
    await keepsIn('team-a', moved(kustomized('overlays/one-namespace'), 'team-a'));
  });

  it('of the chart with rbac.scope=namespace', async () => {
    await keepsIn('team-b', rendered({ rbac: { scope: 'namespace' } }, { namespace: 'team-b' }));
  });

  async function keepsIn(namespace: string, objects: readonly KubernetesObject[]): Promise<void> {
    assert.ok(!objects.some(({ kind }) => kind.startsWith('Cluster') || kind === 'Namespace'));
    await bed.namespace(namespace);
    const elsewhere = await bed.namespace(`not-${namespace}`);
    for (const object of objects) {
      await apply(bed.stack, object);
    }
    const collector = await deployed(objects);
    await create(bed.stack, [oldEvent(elsewhere, 0), ...some(namespace, 0, 20)]);
    await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 20));
    assert.equal(await collector.kill('SIGTERM'), 0);
    await assertKeptOnce(bed.stack, elsewhere, []);
    assert.deepEqual(refusals(collector.lines), []);
  }
});

/** The objects in another namespace, as kustomize's `namespace` moves them. */
function moved(objects: readonly KubernetesObject[], namespace: string): KubernetesObject[] {
  const text = JSON.stringify(objects).replaceAll(`"namespace":"${NAMESPACE}"`, `"namespace":"${namespace}"`);
  return JSON.parse(text) as KubernetesObject[];
}

/** The log lines about a missing right, and about any other failure. */
function refusals(lines: readonly string[]): string[] {
  return lines.filter((line) => /forbidden|"level":"(warn|error)"/.test(line));
}

function some(namespace: string, from: number, to: number): Event[] {
  return NUMBERS.slice(from, to).map((number) => oldEvent(namespace, number));
}
