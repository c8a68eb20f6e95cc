import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { type EventRecord, recordOf } from '../../pkg/event/src/index.ts';
import { type Method, callApi, mustCall } from '../../stack/src/api.ts';
import { compactEtcd } from './compact.ts';
import { Bed, type Collector, type CollectorOptions, until } from './harness.ts';
import { keptOf } from './kept.ts';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const CLUSTER_ROLE = `${RBAC}/clusterroles/config-maps`;
const RULES = [{ apiGroups: [''], resources: ['configmaps'], verbs: ['list', 'watch'] }];
/** In values alone: it must be nowhere else. */
const MARKER = 'hunter';

describe('a change of a ConfigMap that a workload reads', () => {
  let bed: Bed;

  before(async () => {
    bed = await Bed.start({ only: ['kube-apiserver', 'loki'] });
    const metadata = { name: 'config-maps' };
    await server('POST', `${RBAC}/clusterroles`, { metadata, rules: RULES });
    const apiGroup = 'rbac.authorization.k8s.io';
    const roleRef = { apiGroup, kind: 'ClusterRole', name: metadata.name };
    const subjects = [{ apiGroup, kind: 'User', name: 'collector' }];
    await server('POST', `${RBAC}/clusterrolebindings`, { metadata, roleRef, subjects });
  });
  after(() => bed.end());
  afterEach(() => bed.endCollectors());

  const server = (...[method, path, body, type]: readonly [Method, string, unknown?, string?]): Promise<unknown> =>
    mustCall(bed.stack.apiServer(), method, path, body, type);

  let leases = 0;
  const CHANGES = { changes: { configMaps: true } };

  /** A collector that watches ConfigMaps, by default with a Lease of its own. */
  async function watching(options: CollectorOptions = {}): Promise<Collector> {
    const own = { leaderElection: { leaseName: `config-maps-${++leases}` } };
    const collector = bed.collector({ ...options, config: { ...own, ...CHANGES, ...options.config } });
    await collector.logged(/"scope":"configmaps\/\*","state":"watching"/);
    return collector;
  }

  const pathOf = (namespace: string): string => `/api/v1/namespaces/${namespace}/configmaps`;

  async function create(namespace: string, name: string, data: object, rest: object = {}): Promise<void> {
    const object = { metadata: { name, ...rest }, data };
    await server('POST', `${pathOf(namespace)}?fieldManager=helm`, object);
  }

  /** Sets or, with null, removes keys. */
  async function patch(namespace: string, name: string, change: object, by = 'kubectl-edit'): Promise<void> {
    const path = `${pathOf(namespace)}/${name}?fieldManager=${by}`;
    await server('PATCH', path, change, 'application/merge-patch+json');
  }

  async function deployment(namespace: string, name: string, pod: object): Promise<void> {
    const spec = {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: podSpec(pod) },
    };
    await server('POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, { metadata: { name }, spec });
  }

  const podSpec = ({ container = {}, ...rest }: { container?: object } = {}): object => ({
    containers: [{ name: 'main', image: 'web:1', ...container }],
    ...rest,
  });
  const mounting = (name: string): object => ({ volumes: [{ name: 'config', configMap: { name } }] });

  async function recorded(namespace: string): Promise<EventRecord[]> {
    return (await keptOf(bed.stack, namespace)).map(recordOf).filter(({ reason }) => reason === 'ConfigurationChanged');
  }

  async function recordsOf(namespace: string, atLeast: number): Promise<EventRecord[]> {
    await until(
      async () => (await recorded(namespace)).length >= atLeast,
      30_000,
      () => `fewer than ${atLeast} entries of ${namespace}`
    );
    return await recorded(namespace);
  }

  const messagesOf = (records: readonly EventRecord[]): string[] => records.map(({ message }) => message).toSorted();

  it('is one entry with the names of the keys and who changed them, and no value is in it or in the log', async () => {
    const namespace = await bed.namespace('keys');
    await create(namespace, 'settings', { LEVEL: `${MARKER}1`, OLD: `${MARKER}2` });
    await deployment(namespace, 'web', mounting('settings'));
    const collector = await watching({ config: { log: 'trace', format: 'json' } });
    await patch(namespace, 'settings', { data: { LEVEL: `${MARKER}3` } });
    await recordsOf(namespace, 1);
    await patch(namespace, 'settings', { data: { NEW: `${MARKER}4` }, binaryData: { blob: btoa(MARKER) } }, 'helm');
    await recordsOf(namespace, 2);
    await patch(namespace, 'settings', { data: { OLD: null } });
    const records = await recordsOf(namespace, 3);
    assert.deepEqual(messagesOf(records), [
      'Data LEVEL changed; read by Deployment/web; by kubectl edit',
      'Data NEW, blob added; read by Deployment/web; by helm',
      'Data OLD removed; read by Deployment/web',
    ]);
    const first = records.find(({ message }) => message.includes('LEVEL'))!;
    assert.deepEqual(
      [first.kind, first.name, first.type, first.component, first.workload],
      ['ConfigMap', 'settings', 'Normal', 'loki-event-collector', 'Deployment/web']
    );
    assert.deepEqual([first.labels.changed, first.labels.changed_by], ['data.LEVEL', 'kubectl edit']);
    const all = JSON.stringify([await keptOf(bed.stack, namespace), collector.lines]);
    assert.ok(all.includes('data.LEVEL'));
    assert.doesNotMatch(all, new RegExp(`${MARKER}|${btoa(MARKER)}`));
  });

  it('is recorded however pods read it, and not if none does, if its data is the same, or if it is an election', async () => {
    const namespace = await bed.namespace('readers');
    const from = (configMapKeyRef: object): object => ({ env: [{ name: 'A', valueFrom: { configMapKeyRef } }] });
    await deployment(namespace, 'by-env', { container: from({ name: 'by-env', key: 'a' }) });
    await deployment(namespace, 'by-env-from', {
      initContainers: [{ name: 'setup', image: 'a:1', envFrom: [{ configMapRef: { name: 'by-env-from' } }] }],
    });
    await deployment(namespace, 'by-projected', {
      volumes: [{ name: 'all', projected: { sources: [{ configMap: { name: 'by-projected' } }] } }],
    });
    await server('POST', `/api/v1/namespaces/${namespace}/pods`, {
      metadata: { name: 'alone' },
      spec: podSpec(mounting('by-pod')),
    });
    await deployment(namespace, 'elected', mounting('election'));
    const election = { annotations: { 'control-plane.alpha.kubernetes.io/leader': '{}' } };
    const names = ['unread', 'by-env', 'by-env-from', 'by-projected', 'by-pod'];
    for (const name of names) {
      await create(namespace, name, { a: '1' });
    }
    await create(namespace, 'election', { a: '1' }, election);
    await watching();
    await patch(namespace, 'election', { data: { a: '2' } });
    await patch(namespace, 'by-env', { metadata: { labels: { only: 'labels' } } });
    for (const name of names) {
      await patch(namespace, name, { data: { a: '2' } });
    }
    const records = await recordsOf(namespace, names.length - 1);
    assert.deepEqual(records.map(({ name, workload }) => `${name} ${workload}`).toSorted(), [
      'by-env Deployment/by-env',
      'by-env-from Deployment/by-env-from',
      'by-pod Pod/alone',
      'by-projected Deployment/by-projected',
    ]);
  });

  it('names all workloads that read it, and is recorded if it is created after them', async () => {
    const namespace = await bed.namespace('several');
    await deployment(namespace, 'web', mounting('settings'));
    await deployment(namespace, 'api', mounting('settings'));
    await watching();
    await create(namespace, 'settings', { a: '1', b: '2' });
    const [record] = await recordsOf(namespace, 1);
    assert.deepEqual(
      [record?.message, record?.workload],
      ['Data a, b added; read by Deployment/api, Deployment/web; by helm', '']
    );
  });

  it('is recorded once while the leader is killed and another replica takes over, three times', async () => {
    const namespace = await bed.namespace('takeovers');
    await create(namespace, 'settings', { a: '0' });
    await deployment(namespace, 'web', mounting('settings'));
    const election = { leaseName: 'takeovers', leaseDuration: '3s', renewDeadline: '2s', retryPeriod: '500ms' };
    const options = { args: ['-le'], config: { ...CHANGES, leaderElection: election } };
    let leader = await watching(options);
    // Without any checkpoint, the next leader would start from scratch.
    await kept('takeovers');
    const keys: string[] = [];
    const change = async (times: number): Promise<void> => {
      for (let time = 0; time < times; time++) {
        keys.push(`k${keys.length}`);
        await patch(namespace, 'settings', { data: { [keys.at(-1)!]: '1' } });
      }
    };
    for (let takeover = 0; takeover < 3; takeover++) {
      await change(4);
      const changing = change(8);
      await leader.kill('SIGKILL');
      leader = bed.collector(options);
      await changing;
      await leader.logged('"leading"');
      await change(4);
    }
    const records = await recordsOf(namespace, keys.length).catch(() => recorded(namespace));
    assert.deepEqual(
      records.map(({ labels }) => labels.changed).toSorted(),
      keys.map((key) => `data.${key}`).toSorted()
    );
  });

  it('is recorded without the keys after etcd has forgotten what there was before, and none from before it', async () => {
    const namespace = await bed.namespace('compacted');
    for (const name of ['before', 'meanwhile']) {
      await create(namespace, name, { a: '1' });
      await deployment(namespace, name, mounting(name));
    }
    const options = { args: ['-le'], config: { ...CHANGES, leaderElection: { leaseName: 'compacted' } } };
    const collector = await watching(options);
    await patch(namespace, 'before', { data: { a: '2' } });
    await recordsOf(namespace, 1);
    await collector.kill('SIGTERM');
    await patch(namespace, 'meanwhile', { data: { a: '2' } });
    await patch(namespace, 'meanwhile', { data: { a: '3' } }, 'helm');
    await compactEtcd(bed.stack);
    // The API server has a cache of its own, which a restart empties.
    await bed.stack.signal('kube-apiserver', 'SIGKILL');
    await bed.stack.start('kube-apiserver');
    const next = bed.collector(options);
    await next.logged(/"scope":"configmaps\/\*","state":"listing"/);
    await recordsOf(namespace, 2);
    await patch(namespace, 'meanwhile', { data: { b: '1' } });
    assert.deepEqual(messagesOf(await recordsOf(namespace, 3)), [
      'Data a changed; read by Deployment/before; by kubectl edit',
      'Data b added; read by Deployment/meanwhile; by kubectl edit',
      'Data may have changed: what it was before is not known; read by Deployment/meanwhile; by helm',
    ]);
  });

  it('is recorded change by change after the API server has forgotten the version, but etcd has not', async () => {
    const namespace = await bed.namespace('restarted');
    await create(namespace, 'settings', { a: '1' });
    await deployment(namespace, 'web', mounting('settings'));
    const options = { args: ['-le'], config: { ...CHANGES, leaderElection: { leaseName: 'restarted' } } };
    const collector = await watching(options);
    await patch(namespace, 'settings', { data: { b: '1' } });
    await recordsOf(namespace, 1);
    await collector.kill('SIGTERM');
    for (const key of ['c', 'd', 'e']) {
      await patch(namespace, 'settings', { data: { [key]: '1' } });
    }
    await bed.stack.signal('kube-apiserver', 'SIGKILL');
    await bed.stack.start('kube-apiserver');
    const next = bed.collector(options);
    await next.logged(/"scope":"configmaps\/\*","state":"listing"/);
    const records = await recordsOf(namespace, 4);
    assert.deepEqual(records.map(({ labels }) => labels.changed).toSorted(), ['data.b', 'data.c', 'data.d', 'data.e']);
  });

  it('is not recorded without the right, of which the collector warns once, and is when the right is there', async () => {
    const namespace = await bed.namespace('right');
    await create(namespace, 'settings', { a: '1' });
    await deployment(namespace, 'web', mounting('settings'));
    await setRules([]);
    const own = { leaderElection: { leaseName: 'right' } };
    const collector = bed.collector({ config: { ...own, ...CHANGES } });
    await collector.logged(/changes: forbidden: needs the rule .*configmaps.*list.*watch.*continuing without/);
    await patch(namespace, 'settings', { data: { a: '2' } });
    await setRules(RULES);
    await collector.logged('changes: configmaps can be read now', 60_000);
    await collector.logged(/"scope":"configmaps\/\*","state":"watching"/);
    await patch(namespace, 'settings', { data: { b: '1' } });
    const records = await recordsOf(namespace, 1);
    assert.deepEqual(
      records.map(({ labels }) => labels.changed),
      ['data.b']
    );
    assert.equal(collector.lines.filter((line) => /"level":"warn".*changes: forbidden/.test(line)).length, 1);
  });

  it('is not recorded by default, and no ConfigMap is read', async () => {
    const namespace = await bed.namespace('by-default');
    await create(namespace, 'settings', { a: '1' });
    await deployment(namespace, 'web', mounting('settings'));
    const collector = bed.collector({ config: { leaderElection: { leaseName: 'by-default' } } });
    await collector.logged(/"scope":"replicasets\/\*","state":"watching"/);
    await patch(namespace, 'settings', { data: { a: '2' } });
    const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'web', controller: true };
    const annotations = { 'deployment.kubernetes.io/revision': '1' };
    const metadata = { name: 'web-1', annotations, ownerReferences: [owner] };
    const labels = { app: 'web' };
    const spec = { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec() } };
    await server('POST', `/apis/apps/v1/namespaces/${namespace}/replicasets`, { metadata, spec });
    await until(async () => (await keptOf(bed.stack, namespace)).length > 0, 30_000);
    assert.deepEqual(await recorded(namespace), []);
    assert.ok(!collector.lines.some((line) => line.includes('configmaps')));
  });

  /** Waits until the checkpoint in a Lease has the position of the ConfigMaps. */
  async function kept(lease: string): Promise<void> {
    const path = `/apis/coordination.k8s.io/v1/namespaces/default/leases/${lease}`;
    await until(async () => JSON.stringify(await server('GET', path)).includes('configmaps/*'), 10_000);
  }

  async function setRules(rules: readonly object[]): Promise<void> {
    await server('PATCH', CLUSTER_ROLE, { rules }, 'application/merge-patch+json');
    const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview' };
    const spec = { user: 'collector', resourceAttributes: { resource: 'configmaps', verb: 'watch' } };
    await until(async () => {
      const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
      const { body } = await callApi(bed.stack.apiServer(), 'POST', path, { ...review, spec });
      return (body as { status: { allowed: boolean } }).status.allowed === rules.length > 0;
    }, 10_000);
  }
});
