import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type Event, recordOf } from '../../pkg/event/src/index.ts';
import { mustCall } from '../../stack/src/api.ts';
import { FaultyProxy } from '../fakes/proxy.ts';
import { compactEtcd } from './compact.ts';
import { create, newEvent, NUMBERS, oldEvent, raise } from './events.ts';
import { Bed, until } from './harness.ts';
import { assertKeptOnce, keptOf, occurrences } from './kept.ts';

let bed: Bed;
before(async () => {
  bed = await Bed.start();
});
after(() => bed.end());
afterEach(() => bed.endCollectors());

const leaseOf = (leaseName: string): { leaderElection: { leaseName: string } } => ({ leaderElection: { leaseName } });

describe('filters', () => {
  it('of namespaces need only Roles there, and may change without a new beginning', async () => {
    const [a, b, c] = [await bed.namespace('only-a'), await bed.namespace('only-b'), await bed.namespace('not-c')];
    await allowInNamespaces('nobody', [a, b]);
    const kubeconfig = bed.stack.kubeconfig('nobody');
    const config = { ...leaseOf('filters'), checkpoint: { file: `${bed.folder}/checkpoint.json` } };
    for (const namespace of [a, b, c]) {
      await create(bed.stack, some(namespace, 0, 50));
    }
    const first = bed.collector({ kubeconfig, config: { ...config, filters: { namespaces: [a, b] } } });
    await assertKeptOnce(bed.stack, a, NUMBERS.slice(0, 50));
    await assertKeptOnce(bed.stack, b, NUMBERS.slice(0, 50));
    assert.equal(await first.kill('SIGTERM'), 0);
    for (const namespace of [a, b, c]) {
      await create(bed.stack, some(namespace, 50, 100));
    }
    const second = bed.collector({ kubeconfig, config: { ...config, filters: { namespaces: [b] } } });
    await assertKeptOnce(bed.stack, b, NUMBERS.slice(0, 100));
    await second.kill('SIGTERM');
    assert.equal((await keptOf(bed.stack, a)).length, 50);
    assert.equal((await keptOf(bed.stack, c)).length, 0);
  });

  it("are the API server's own selectors, and rules on any field", async () => {
    const namespace = await bed.namespace('selected');
    const filters = {
      fieldSelector: 'involvedObject.kind=Pod,type!=Warning',
      exclude: [{ message: 'number [12]\\d', 'involvedObject.name': 'pod-1.*' }],
    };
    const collector = bed.collector({ config: { ...leaseOf('selected'), filters } });
    await create(bed.stack, some(namespace, 0, 30));
    const expected = NUMBERS.slice(0, 30).filter((number) => number % 10 !== 0 && !(number > 9 && number < 20));
    await assertKeptOnce(bed.stack, namespace, expected);
    await collector.kill('SIGTERM');
  });
});

it('without a right on leases it warns once, and works', async () => {
  const namespace = await bed.namespace('no-lease');
  await allowInNamespaces('nobody', [namespace]);
  const config = { filters: { namespaces: [namespace] } };
  const collector = bed.collector({ kubeconfig: bed.stack.kubeconfig('nobody'), config });
  await create(bed.stack, some(namespace, 0, 20));
  await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 20));
  assert.equal(collector.lines.filter((line) => line.includes('lease: forbidden')).length, 1);
  await collector.kill('SIGTERM');
});

it('reports once that it lost the right on its Lease while it works alone, and continues', async () => {
  const namespace = await bed.namespace('lease-taken-away');
  await allowInNamespaces('nobody', [namespace]);
  await allow('nobody', namespace, 'leases', 'coordination.k8s.io', ['get', 'create', 'update']);
  const config = { filters: { namespaces: [namespace] }, leaderElection: { leaseNamespace: namespace } };
  const collector = bed.collector({ kubeconfig: bed.stack.kubeconfig('nobody'), config });
  await collector.logged('working alone');
  const binding = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings/leases`;
  await mustCall(bed.stack.apiServer(), 'DELETE', binding);
  await collector.logged('lease: forbidden: needs get, create and update');
  await create(bed.stack, some(namespace, 0, 20));
  await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 20));
  await bind('nobody', namespace, 'leases');
  await collector.logged('lease: renewed again');
  assert.equal(collector.lines.filter((line) => line.includes('lease: forbidden')).length, 1);
  await collector.kill('SIGTERM');
});

it('with `backfill: none` only what comes after the first start is kept, and all of that', async () => {
  const namespace = await bed.namespace('no-backfill');
  await create(bed.stack, some(namespace, 0, 50));
  const config = { ...leaseOf('no-backfill'), backfill: 'none' };
  const collector = bed.collector({ config });
  await collector.logged('"msg":"watching"');
  await create(bed.stack, some(namespace, 50, 100));
  await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(50, 100));
  await collector.kill('SIGTERM');
});

it('with a full disk it delivers, reports the checkpoint file once, and writes it when there is room again', async () => {
  const namespace = await bed.namespace('full-disk');
  const file = `${bed.folder}/full.json`;
  // Where the checkpoint is written before it replaces the last one: every write fails with ENOSPC.
  symlinkSync('/dev/full', `${file}.new`);
  const config = { checkpoint: { file } };
  const collector = bed.collector({ config });
  for (const to of [50, 100]) {
    await create(bed.stack, some(namespace, to - 50, to));
    await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, to));
  }
  await collector.logged('checkpoint file: cannot be written');
  assert.equal(collector.lines.filter((line) => line.includes('ENOSPC')).length, 1);
  rmSync(`${file}.new`);
  await collector.logged('checkpoint file: written again');
  await collector.kill('SIGKILL');

  const proxy = await FaultyProxy.start(bed.stack.lokiUrl);
  const next = bed.collector({ config, lokiUrl: proxy.url });
  await next.logged('"msg":"watching"');
  assert.equal(await next.kill('SIGTERM'), 0);
  assert.equal(proxy.count(/POST/), 0);
  proxy.close();
});

it('restarts and takeovers do not push again what was pushed', async () => {
  const namespace = await bed.namespace('restarts');
  await create(bed.stack, some(namespace, 0, 100));
  const proxy = await FaultyProxy.start(bed.stack.lokiUrl);
  const first = bed.collector();
  await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 100));
  await first.kill('SIGTERM');
  for (let start = 0; start < 3; start++) {
    const next = bed.collector({ lokiUrl: proxy.url });
    await next.logged('"msg":"watching"');
    await delay(500);
    await next.kill(start === 1 ? 'SIGKILL' : 'SIGTERM');
  }
  assert.equal(proxy.count(/POST/), 0);
  proxy.close();
});

it('a cluster that is quiet for longer than the API server remembers loses nothing, and is not listed each time', async () => {
  const namespace = await bed.namespace('quiet');
  const { url, ca, token } = bed.stack.apiServer('collector');
  const proxy = await FaultyProxy.start(url, { authorization: `Bearer ${token}` }, ca);
  const config = { kubernetes: { watchSilence: '1s' } };
  const collector = bed.collector({ kubeconfig: proxy.kubeconfig(bed.folder), config });
  await create(bed.stack, some(namespace, 0, 50));
  await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 50));
  // Renewals of the Lease are revisions, too: some have come since the last event.
  const renewals = proxy.count(/PUT/);
  await until(() => proxy.count(/PUT/) > renewals + 2, 10_000);
  await compactEtcd(bed.stack);
  const lists = (): number => collector.lines.filter((line) => line.includes('listing events')).length;
  const before = lists();
  await until(() => lists() > before, 10_000);
  await delay(5_000);
  assert.equal(lists(), before + 1);
  await create(bed.stack, some(namespace, 50, 100));
  await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 100));
  await collector.kill('SIGTERM');
  proxy.close();
});

describe('the sum of increments', () => {
  it("is what the API server counted, for the old recorder's count and the new one's series, over a restart", async () => {
    const namespace = await bed.namespace('sums');
    let collector = bed.collector();
    await create(bed.stack, [oldEvent(namespace, 0), newEvent(namespace, 1)]);
    await raise(bed.stack, namespace, 0, 2);
    await series(namespace, 1, 2);
    await series(namespace, 1, 40);
    await assertRevisions(namespace, 5);
    await collector.kill('SIGKILL');
    await raise(bed.stack, namespace, 0, 3);
    await series(namespace, 1, 100);
    collector = bed.collector();
    await series(namespace, 1, 107);
    await assertRevisions(namespace, 8);
    assert.equal(await occurrences(bed.stack, namespace), 3 + 107);
    await collector.kill('SIGTERM');
  });

  async function assertRevisions(namespace: string, count: number): Promise<void> {
    await until(async () => (await keptOf(bed.stack, namespace)).length === count, 20_000);
  }

  async function series(namespace: string, number: number, count: number): Promise<void> {
    const path = `/apis/events.k8s.io/v1/namespaces/${namespace}/events/event-${number}`;
    const patch = { series: { count, lastObservedTime: new Date().toISOString().replace('Z', '000Z') } };
    await mustCall(bed.stack.apiServer(), 'PATCH', path, patch, 'application/merge-patch+json');
  }
});

it('several receivers get the same, and a stop under load ends with 0 and loses nothing', async () => {
  const namespace = await bed.namespace('stopped');
  const url = `${bed.stack.lokiUrl}/loki/api/v1/push`;
  const collector = bed.collector({ config: { receivers: { loki: { url }, stdout: true }, format: 'json' } });
  const out: Buffer[] = [];
  collector.child.stdout!.on('data', (chunk: Buffer) => out.push(chunk));
  await collector.logged('"msg":"watching"');
  const creating = create(bed.stack, some(namespace, 0, 300));
  const ofOurs = `"namespace":"${namespace}"`;
  await until(() => Buffer.concat(out).includes(ofOurs), 30_000);
  assert.equal(await collector.kill('SIGTERM'), 0);
  await creating;
  const next = bed.collector({ config: { format: 'json' } });
  const kept = await assertKeptOnce(bed.stack, namespace, NUMBERS);
  const lines = new Set(kept.map(({ line }) => line));
  const written = Buffer.concat(out).toString().trimEnd().split('\n').filter(Boolean);
  const ours = written.filter((line) => line.includes(ofOurs));
  assert.ok(ours.length > 0);
  assert.deepEqual(
    ours.filter((line) => !lines.has(line)),
    []
  );
  assert.ok(kept.every((line) => recordOf(line).format === 'json'));
  await next.kill('SIGTERM');
});

function some(namespace: string, from: number, to: number): Event[] {
  return NUMBERS.slice(from, to).map((number) => oldEvent(namespace, number));
}

async function allowInNamespaces(user: string, namespaces: string[]): Promise<void> {
  for (const namespace of namespaces) {
    await allow(user, namespace, 'events', '', ['list', 'watch']);
  }
}

/** Lets a user do something with a resource in a namespace, by a Role and a RoleBinding with the resource's name. */
async function allow(user: string, namespace: string, resource: string, group: string, verbs: string[]): Promise<void> {
  const rules = [{ apiGroups: [group], resources: [resource], verbs }];
  const roles = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/roles`;
  await mustCall(bed.stack.apiServer(), 'POST', roles, { metadata: { name: resource }, rules });
  await bind(user, namespace, resource);
}

async function bind(user: string, namespace: string, role: string): Promise<void> {
  const bindings = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings`;
  await mustCall(bed.stack.apiServer(), 'POST', bindings, {
    metadata: { name: role },
    subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: user }],
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role },
  });
}
