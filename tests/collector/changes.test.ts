import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { type EventRecord, recordOf } from '../../pkg/event/src/index.ts';
import { mustCall } from '../../stack/src/api.ts';
import { inParallel } from '../../stack/src/parallel.ts';
import { compactEtcd } from './compact.ts';
import { create } from './events.ts';
import { Bed, type Collector, until } from './harness.ts';
import { keptOf } from './kept.ts';
import { Rollout } from './rollout.ts';

const NAMES = Array.from({ length: 12 }, (_, number) => `web-${number}`);
const MAIN = { name: 'main', image: 'registry.example/web:1.4.1', resources: { limits: { memory: '256Mi' } } };
type Container = Omit<typeof MAIN, 'name'> & Record<string, unknown>;
const PLURALS = { Deployment: 'deployments', StatefulSet: 'statefulsets', DaemonSet: 'daemonsets' };
type Kind = keyof typeof PLURALS;

/** As Kubernetes' own controllers make revisions, on a real API server. */
describe('a new revision of a workload', () => {
  let bed: Bed;

  before(async () => {
    bed = await Bed.start({ only: ['kube-apiserver', 'kube-controller-manager', 'loki'], workloads: true });
  });
  after(() => bed.end());
  afterEach(() => bed.endCollectors());

  const pathOf = (namespace: string, kind: Kind): string => `/apis/apps/v1/namespaces/${namespace}/${PLURALS[kind]}`;
  const templateOf = (name: string, container: Partial<Container>): object => ({
    metadata: { labels: { app: name } },
    spec: { containers: [{ ...MAIN, ...container }] },
  });

  async function apply(namespace: string, name: string, { kind = 'Deployment' as Kind, container = {} } = {}) {
    const spec = {
      ...(kind !== 'DaemonSet' && { replicas: 0 }),
      ...(kind === 'StatefulSet' && { serviceName: name }),
      selector: { matchLabels: { app: name } },
      template: templateOf(name, container),
    };
    const object = { apiVersion: 'apps/v1', kind, metadata: { name }, spec };
    await mustCall(bed.stack.apiServer(), 'POST', `${pathOf(namespace, kind)}?fieldManager=helm`, object);
  }

  /** Sets the container, as a client with this name does. */
  async function change(
    namespace: string,
    name: string,
    container: Partial<Container>,
    { kind = 'Deployment' as Kind, by = 'helm' } = {}
  ): Promise<void> {
    const path = `${pathOf(namespace, kind)}/${name}?fieldManager=${by}`;
    const patch = { spec: { template: templateOf(name, container) } };
    await mustCall(bed.stack.apiServer(), 'PATCH', path, patch, 'application/merge-patch+json');
  }

  async function recorded(namespace: string): Promise<EventRecord[]> {
    const records = (await keptOf(bed.stack, namespace)).map(recordOf);
    return records.filter(({ component }) => component === 'loki-event-collector');
  }

  async function recordsOf(namespace: string, atLeast: number): Promise<EventRecord[]> {
    await until(
      async () => (await recorded(namespace)).length >= atLeast,
      30_000,
      () => `fewer than ${atLeast} entries of ${namespace}`
    );
    return await recorded(namespace);
  }

  /** The newest number of each Deployment's ReplicaSets. */
  async function untilRevision(namespace: string, names: readonly string[], number: number): Promise<void> {
    await until(async () => {
      const { items } = (await mustCall(
        bed.stack.apiServer(),
        'GET',
        `/apis/apps/v1/namespaces/${namespace}/replicasets`
      )) as { items: Array<{ metadata: { annotations: Record<string, string>; labels: Record<string, string> } }> };
      return names.every((name) =>
        items.some(
          ({ metadata: { annotations, labels } }) =>
            labels.app === name && annotations['deployment.kubernetes.io/revision'] === String(number)
        )
      );
    }, 30_000);
  }

  async function changeAll(namespace: string, names: readonly string[], number: number): Promise<void> {
    await inParallel(names, (name) => change(namespace, name, { image: `registry.example/web:${number}` }));
    await untilRevision(namespace, names, number);
  }

  async function assertEachOnce(namespace: string, revisions: readonly number[]): Promise<void> {
    const records = await recordsOf(namespace, NAMES.length * revisions.length).catch(() => recorded(namespace));
    const found = records.map(({ name, labels }) => `${name} ${labels.revision}`).toSorted();
    assert.deepEqual(found, NAMES.flatMap((name) => revisions.map((revision) => `${name} ${revision}`)).toSorted());
  }

  async function watching(collector: Collector): Promise<void> {
    await collector.logged(/"scope":"replicasets\/\*","state":"watching"/);
    await collector.logged(/"scope":"controllerrevisions\/\*","state":"watching"/);
  }

  it('of a Deployment is one entry, in the words of what changed', async () => {
    const namespace = await bed.namespace('words');
    await watching(bed.collector());
    const newer = { image: 'registry.example/web:1.4.2' };
    const smaller = { ...newer, resources: { limits: { memory: '128Mi' } } };
    const env = [{ name: 'LOG_LEVEL', value: 'debug' }];
    const steps = [
      () => apply(namespace, 'web'),
      () => change(namespace, 'web', newer),
      () => change(namespace, 'web', smaller),
      () => change(namespace, 'web', { ...smaller, env }, { by: 'kubectl-client-side-apply' }),
      () => change(namespace, 'web', newer, { by: 'kubectl-rollout' }),
    ];
    for (const [done, step] of steps.entries()) {
      await step();
      await recordsOf(namespace, done + 1);
    }
    const records = await recorded(namespace);
    assert.deepEqual(
      records.map(({ message }) => message).toSorted(),
      [
        'Revision 1: image of main registry.example/web:1.4.1; by helm',
        'Revision 2: image of main registry.example/web:1.4.1 → 1.4.2; by helm',
        'Revision 3: memory limit of main 256Mi → 128Mi; by helm',
        'Revision 4: env LOG_LEVEL added; by kubectl apply',
        'Revision 5: back to revision 2: memory limit of main 128Mi → 256Mi; env LOG_LEVEL removed; by kubectl rollout undo',
      ].toSorted()
    );
    const last = records.find(({ labels }) => labels.revision === '5')!;
    assert.deepEqual(
      [last.kind, last.name, last.type, last.reason, last.workload, last.labels.changed, last.labels.changed_by],
      [
        'Deployment',
        'web',
        'Normal',
        'RolledBack',
        'Deployment/web',
        'env.LOG_LEVEL,limits.memory.main',
        'kubectl rollout undo',
      ]
    );
  });

  for (const kind of ['StatefulSet', 'DaemonSet'] as const) {
    it(`of a ${kind} is one entry too, a rollback with the number that it goes back to`, async () => {
      const namespace = await bed.namespace(`of-${kind.toLowerCase()}`);
      await watching(bed.collector());
      await apply(namespace, 'db', { kind });
      await recordsOf(namespace, 1);
      await change(namespace, 'db', { image: 'registry.example/web:1.4.2' }, { kind });
      await recordsOf(namespace, 2);
      await change(namespace, 'db', {}, { kind, by: 'kubectl-rollout' });
      const records = await recordsOf(namespace, 3);
      assert.deepEqual(
        records.map(({ message, workload }) => [workload, message]).toSorted(),
        [
          [`${kind}/db`, 'Revision 1: image of main registry.example/web:1.4.1; by helm'],
          [`${kind}/db`, 'Revision 2: image of main registry.example/web:1.4.1 → 1.4.2; by helm'],
          [
            `${kind}/db`,
            'Revision 3: back to revision 1: image of main registry.example/web:1.4.2 → 1.4.1; by kubectl rollout undo',
          ],
        ].toSorted()
      );
    });
  }

  it("of Argo's Rollout is one entry too, from the ReplicaSets that its controller makes", async () => {
    const namespace = await bed.namespace('of-rollout');
    await watching(bed.collector());
    const rollout = await Rollout.create(bed.stack.apiServer(), namespace);
    await rollout.addRevision(1, 'aaaa', templateOf('web', {}));
    await recordsOf(namespace, 1);
    await rollout.set(templateOf('web', { image: 'registry.example/web:1.4.2' }));
    await rollout.addRevision(2, 'bbbb', templateOf('web', { image: 'registry.example/web:1.4.2' }));
    await recordsOf(namespace, 2);
    // Scaling writes the ReplicaSets again.
    await rollout.scale('bbbb', 1);
    await rollout.set(templateOf('web', {}), 'kubectl-argo-rollouts');
    await rollout.goBack('aaaa', 3, '1');
    const records = await recordsOf(namespace, 3);
    assert.deepEqual(
      records.map(({ kind, workload, message }) => [kind, workload, message]).toSorted(),
      [
        ['Rollout', 'Rollout/web', 'Revision 1: image of main registry.example/web:1.4.1; by helm'],
        ['Rollout', 'Rollout/web', 'Revision 2: image of main registry.example/web:1.4.1 → 1.4.2; by helm'],
        [
          'Rollout',
          'Rollout/web',
          'Revision 3: back to revision 1: image of main registry.example/web:1.4.2 → 1.4.1; by kubectl argo-rollouts',
        ],
      ].toSorted()
    );
  });

  it('is recorded once while the leader is killed and the other replica takes over, three times', async () => {
    const namespace = await bed.namespace('takeovers');
    let leader = bed.collector({ args: ['-le'] });
    await watching(leader);
    await inParallel(NAMES, (name) => apply(namespace, name));
    await untilRevision(namespace, NAMES, 1);
    for (const number of [2, 3, 4]) {
      await changeAll(namespace, NAMES.slice(0, 4), number);
      const changing = changeAll(namespace, NAMES.slice(4, 8), number);
      await leader.kill('SIGKILL');
      leader = bed.collector({ args: ['-le'] });
      await changing;
      await leader.logged('"leading"');
      await changeAll(namespace, NAMES.slice(8), number);
    }
    await assertEachOnce(namespace, [1, 2, 3, 4]);
  });

  it('and a rollback since the checkpoint are recorded after etcd has forgotten its version, and none before it', async () => {
    const namespace = await bed.namespace('compacted');
    const collector = bed.collector({ args: ['-le'] });
    await watching(collector);
    await inParallel(NAMES, (name) => apply(namespace, name));
    await assertEachOnce(namespace, [1]);
    await changeAll(namespace, NAMES, 2);
    await assertEachOnce(namespace, [1, 2]);
    await collector.kill('SIGTERM');
    await inParallel(NAMES, (name) => change(namespace, name, {}, { by: 'kubectl-rollout' }));
    await untilRevision(namespace, NAMES, 3);
    await compactEtcd(bed.stack);
    const next = bed.collector({ args: ['-le'] });
    await next.logged(/"why":"gap"/);
    await assertEachOnce(namespace, [1, 2, 3]);
    const rollbacks = (await recorded(namespace)).filter(({ labels }) => labels.revision === '3');
    assert.deepEqual(
      [...new Set(rollbacks.map(({ message }) => message))],
      ['Revision 3: back to revision 1: image of main registry.example/web:2 → 1.4.1; by kubectl rollout undo']
    );
  });

  it('has no value of what can hold secrets in it', async () => {
    const namespace = await bed.namespace('secrets');
    await watching(bed.collector({ config: { format: 'json' } }));
    const holding = (secret: string): Partial<Container> => ({
      env: [{ name: 'PASSWORD', value: secret }],
      args: [`--password=${secret}`],
      command: ['sh', '-c', secret],
      livenessProbe: { httpGet: { port: 80, httpHeaders: [{ name: 'Authorization', value: secret }] } },
    });
    await apply(namespace, 'web', { container: holding('hunter1') });
    await recordsOf(namespace, 1);
    await change(namespace, 'web', holding('hunter2'));
    const [, last] = (await recordsOf(namespace, 2)).toSorted((a, b) => (a.message < b.message ? -1 : 1));
    assert.equal(
      last?.message,
      'Revision 2: liveness probe of main changed; env PASSWORD changed; command of main changed; args of main changed; by helm'
    );
    const entries = await keptOf(bed.stack, namespace);
    assert.doesNotMatch(JSON.stringify(entries), /hunter/);
  });

  it('is not recorded where that is switched off', async () => {
    const namespace = await bed.namespace('switched-off');
    const collector = bed.collector({ config: { changes: { enabled: false } } });
    await collector.logged('"msg":"watching"');
    await apply(namespace, 'web', { kind: 'StatefulSet' });
    await apply(namespace, 'web');
    await untilRevision(namespace, ['web'], 1);
    await create(bed.stack, [{ metadata: { name: 'last', namespace }, involvedObject: { namespace, name: 'last' } }]);
    await until(async () => (await keptOf(bed.stack, namespace)).length > 0, 30_000);
    assert.deepEqual(await recorded(namespace), []);
  });
});
