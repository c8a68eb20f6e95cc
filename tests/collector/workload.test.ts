import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { type EventRecord, recordOf } from '../../pkg/event/src/index.ts';
import { freePort } from '../../stack/src/ports.ts';
import { FaultyProxy } from '../fakes/proxy.ts';
import { count } from '../loki/loki.ts';
import { inParallel } from '../../stack/src/parallel.ts';
import { create, oldEvent } from './events.ts';
import { Bed, type Collector, until } from './harness.ts';
import { keptOf } from './kept.ts';
import { Cluster } from './workload/cluster.ts';

const PODS_WATCH = /GET \/api\/v1\/pods\?.*watch=true/;
const ONE_POD = /GET .*\/pods\?.*fieldSelector=metadata.name/;

describe('an event has the workload of its object', () => {
  let bed: Bed;
  let cluster: Cluster;
  let proxy: FaultyProxy | undefined;

  before(async () => {
    bed = await Bed.start({
      only: ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok', 'loki'],
      workloads: true,
    });
    cluster = new Cluster(bed.stack);
    await cluster.addNode('n1');
  });
  after(() => bed.end());
  afterEach(async () => {
    await bed.endCollectors();
    proxy?.close();
    proxy = undefined;
  });

  /** A collector behind a proxy. */
  async function behindProxy(config: Record<string, unknown> = {}): Promise<[Collector, FaultyProxy]> {
    const { url, ca, token } = bed.stack.apiServer('collector');
    proxy = await FaultyProxy.start(url, { authorization: `Bearer ${token}` }, ca);
    const collector = bed.collector({ kubeconfig: proxy.kubeconfig(bed.folder), config: lone(config) });
    await collector.logged('"msg":"watching"');
    if (!('workload' in config) && !('filters' in config)) {
      await listed(collector);
    }
    return [collector, proxy];
  }

  /** The events of the namespace, once there are those of this reason about as many objects. */
  async function recordsOf(namespace: string, reason: string, objects: number): Promise<EventRecord[]> {
    let records: EventRecord[] = [];
    await until(async () => {
      records = (await keptOf(bed.stack, namespace)).map(recordOf);
      const about = new Set(records.filter((record) => record.reason === reason).map(({ name }) => name));
      return about.size >= objects;
    }, 30_000);
    return records;
  }

  it('whatever kind it is: of a Deployment, StatefulSet, DaemonSet, CronJob, Job, of none, of a Node', async () => {
    const namespace = await bed.namespace('kinds');
    const collector = bed.collector({ config: lone() });
    await listed(collector);
    await cluster.apply(
      cluster.deployment(namespace, 'web', 2),
      cluster.statefulSet(namespace, 'db', 2),
      cluster.daemonSet(namespace, 'agent'),
      cluster.pod(namespace, 'alone'),
      cluster.job(namespace, 'once')
    );
    const cronJob = await cluster.cronJob(namespace, 'report');
    await cluster.apply(cluster.jobFrom(cronJob, 'by-hand'));
    const pods = await cluster.pods(namespace, 8);
    const replicaSets = await cluster.list(namespace, 'apis/apps/v1', 'replicasets', 'ReplicaSet');
    const jobs = await cluster.list(namespace, 'apis/batch/v1', 'jobs', 'Job');
    await inParallel([...pods, ...replicaSets, ...jobs, await cluster.node('n1')], (object) =>
      cluster.record(object, 'Asked')
    );
    const asked = await recordsOf(namespace, 'Asked', pods.length + replicaSets.length + jobs.length);
    // Others report about other objects there, such as the API server as it starts.
    const ofNode = (await recordsOf('default', 'Asked', 1)).filter(({ name }) => name === 'n1');
    const records = [...asked, ...ofNode];
    const wrong = records.filter(({ kind, name, workload }) => workload !== expected(kind, name));
    assert.deepEqual(
      wrong.map(({ kind, name, reason, workload }) => ({ kind, name, reason, workload })),
      []
    );
    const workloads = [...new Set(records.map(({ workload }) => workload))].sort();
    assert.deepEqual(workloads, [
      'CronJob/report',
      'DaemonSet/agent',
      'Deployment/web',
      'Job/once',
      'Node/n1',
      'Pod/alone',
      'StatefulSet/db',
    ]);
  });

  it('and the same after the leader was killed in the middle of it: none lost, none twice', async () => {
    const namespace = await bed.namespace('killed');
    const config = {
      leaderElection: { leaseName: 'killed', leaseDuration: '3s', renewDeadline: '2s', retryPeriod: '500ms' },
    };
    const [leader, other] = await bed.leaderAndOther({ config });
    const alone = Array.from({ length: 20 }, (_, number) => `alone-${number}`);
    await cluster.apply(cluster.deployment(namespace, 'web', 5), ...alone.map((name) => cluster.pod(namespace, name)));
    const pods = await cluster.pods(namespace, 25);
    const created = new Set<string>();
    const load = (from: number, to: number): Promise<void> =>
      inParallel(
        Array.from({ length: to - from }, (_, index) => from + index),
        async (number) => {
          created.add(`event-${number}`);
          const involvedObject = cluster.referenceTo(pods[(number * 7) % pods.length]!);
          await create(bed.stack, [{ ...oldEvent(namespace, number), involvedObject }]);
        }
      );
    await load(0, 200);
    // What the events are about goes away while they come, and the leader in the midst of it.
    const removing = (async () => {
      for (const name of alone) {
        await cluster.remove(namespace, 'api/v1', 'pods', `${name}?gracePeriodSeconds=0`);
      }
      await cluster.remove(namespace, 'apis/apps/v1', 'deployments', 'web');
    })();
    await load(200, 350);
    await leader.kill('SIGKILL');
    await removing;
    await load(350, 500);
    await other.logged('"leading"', 20_000);
    await load(500, 600);

    const kept = async (): Promise<EventRecord[]> => (await keptOf(bed.stack, namespace)).map(recordOf);
    await until(async () => (await kept()).filter(({ event }) => created.has(event)).length >= created.size, 30_000);
    const records = await kept();
    const revisions = records.map(({ event, resourceVersion }) => `${event}/${resourceVersion}`);
    const twice = revisions.filter((revision, at) => revisions.indexOf(revision) !== at);
    const query = `sum(count_over_time({service_name="kubernetes-events"} | _namespace="${namespace}" [24h]))`;
    const wrong = records
      .filter(({ kind, name, workload }) => workload !== expected(kind, name))
      // An object that was deleted long before, and that no event names, has none.
      .filter(({ name, workload }) => !(workload === '' && /^alone-/.test(name)));
    assert.deepEqual(
      {
        twice,
        counted: await count(bed.stack.lokiUrl, query),
        wrong: wrong.map(({ name, workload }) => [name, workload]),
      },
      { twice: [], counted: records.length, wrong: [] }
    );
  });

  it('of an object that is deleted before its last events: from the events of its owner', async () => {
    const namespace = await bed.namespace('gone');
    await cluster.apply(cluster.deployment(namespace, 'web', 1), cluster.statefulSet(namespace, 'db', 1));
    const cronJob = await cluster.cronJob(namespace, 'report');
    const pods = await cluster.pods(namespace, 2);
    // The event that the CronJob's controller writes for its Job; the real one would take a minute.
    await cluster.record(cronJob, 'SuccessfulCreate', 'Created job report-1');
    await cluster.remove(namespace, 'apis/apps/v1', 'deployments', 'web');
    await cluster.remove(namespace, 'apis/apps/v1', 'statefulsets', 'db');
    await until(async () => {
      const left = await cluster.pods(namespace, 0);
      // No kubelet runs here that would end those that are being deleted.
      const ending = left.filter(({ metadata }) => metadata.deletionTimestamp);
      await inParallel(ending, ({ metadata }) =>
        cluster.remove(namespace, 'api/v1', 'pods', `${metadata.name}?gracePeriodSeconds=0`)
      );
      return left.length === 0;
    }, 30_000);
    // Nothing of them is there any more when the collector starts.
    bed.collector({ config: lone() });
    const job = {
      ...cronJob,
      kind: 'Job',
      apiVersion: 'batch/v1',
      metadata: { name: 'report-1', namespace, uid: 'gone' },
    };
    await inParallel([...pods, job], (object) => cluster.record(object, 'Late'));
    const records = (await recordsOf(namespace, 'Late', 3)).filter(({ reason }) => reason === 'Late');
    assert.deepEqual(records.map(({ workload }) => workload).sort(), [
      'CronJob/report',
      'Deployment/web',
      'StatefulSet/db',
    ]);
  });

  it('not without the right to read pods, of which it warns once; and again when the right is there', async () => {
    const namespace = await bed.namespace('right');
    await cluster.apply(cluster.pod(namespace, 'alone'));
    const [pod] = await cluster.pods(namespace, 1);
    await cluster.setRight('pods', false);
    const collector = bed.collector({ config: lone() });
    const rule = '{\\"apiGroups\\":[\\"\\"],\\"resources\\":[\\"pods\\"],\\"verbs\\":[\\"list\\",\\"watch\\"]}';
    await collector.logged(rule);
    await cluster.record(pod!, 'Before');
    const before = await recordsOf(namespace, 'Before', 1);
    assert.deepEqual(
      before.filter(({ reason }) => reason === 'Before').map(({ workload }) => workload),
      ['']
    );
    await cluster.setRight('pods', true);
    await collector.logged('workload: can be read now', 60_000);
    await cluster.record(pod!, 'After');
    const after = await recordsOf(namespace, 'After', 1);
    assert.deepEqual(
      after.filter(({ reason }) => reason === 'After').map(({ workload }) => workload),
      ['Pod/alone']
    );
    assert.equal(collector.lines.filter((line) => line.includes('"warn"') && line.includes('workload:')).length, 1);
  });

  it('also if the watch of the pods is far behind: the pod is read directly', async () => {
    const namespace = await bed.namespace('behind');
    const [, behind] = await behindProxy();
    behind.filter = (chunk, request) => (PODS_WATCH.test(`${request.method} ${request.url}`) ? 'swallow' : chunk);
    await cluster.apply(cluster.pod(namespace, 'alone'));
    const [pod] = await cluster.pods(namespace, 1);
    await until(async () => {
      await cluster.record(pod!, 'Behind');
      const records = await recordsOf(namespace, 'Behind', 1);
      return records.some(({ reason, workload }) => reason === 'Behind' && workload === 'Pod/alone');
    }, 30_000);
    assert.ok(behind.count(ONE_POD) > 0);
  });

  it('with no read of pods that were gone when the watch began, however many, as events name their versions', async () => {
    const namespace = await bed.namespace('never-known');
    const [, watched] = await behindProxy();
    const numbers = Array.from({ length: 200 }, (_, number) => number);
    await create(
      bed.stack,
      numbers.map((number) => {
        const event = oldEvent(namespace, number);
        const involvedObject = { ...event.involvedObject, uid: `gone-${number}`, resourceVersion: '1' };
        return { ...event, involvedObject };
      })
    );
    const records = await recordsOf(namespace, 'Numbered', numbers.length);
    assert.deepEqual([...new Set(records.map(({ workload }) => workload))], ['']);
    assert.equal(watched.count(ONE_POD), 0);
  });

  it('or delivers events without workloads if pods cannot be read', async () => {
    const namespace = await bed.namespace('stuck');
    const listen = `127.0.0.1:${await freePort()}`;
    const [, stuck] = await behindProxy({ telemetry: { listen } });
    stuck.filter = (chunk, request) => (PODS_WATCH.test(`${request.method} ${request.url}`) ? 'swallow' : chunk);
    // Never answered.
    stuck.fault = (request) => ONE_POD.test(`${request.method} ${request.url}`);
    const numbers = Array.from({ length: 400 }, (_, number) => number);
    await create(
      bed.stack,
      numbers.map((number) => {
        const event = oldEvent(namespace, number);
        return { ...event, involvedObject: { ...event.involvedObject, uid: `uid-${number}` } };
      })
    );
    const records = await recordsOf(namespace, 'Numbered', numbers.length);
    assert.deepEqual([...new Set(records.map(({ workload }) => workload))], ['']);
    const metrics = await (await fetch(`http://${listen}/metrics`)).text();
    const unsure = Number(/^kubernetes_events_collector_workload_unsure_total (\S+)/m.exec(metrics)?.[1]);
    assert.equal(unsure, numbers.length);
  });

  it('not if it is switched off: then the collector sends no request for objects', async () => {
    const namespace = await bed.namespace('off');
    const [, off] = await behindProxy({ workload: { enabled: false } });
    await cluster.apply(cluster.pod(namespace, 'alone'));
    const [pod] = await cluster.pods(namespace, 1);
    await cluster.record(pod!, 'Off');
    const records = await recordsOf(namespace, 'Off', 1);
    assert.deepEqual([...new Set(records.map(({ workload }) => workload))], ['']);
    assert.equal(off.count(/pods|replicasets|jobs/), 0);
  });

  it('when there are more objects than it may keep: the others are read one by one', async () => {
    const namespace = await bed.namespace('full');
    await cluster.apply(cluster.deployment(namespace, 'web', 6));
    const pods = await cluster.pods(namespace, 6);
    const [collector] = await behindProxy({ workload: { maxObjects: 3 } });
    await collector.logged('workload.maxObjects is reached');
    // On a machine that is busy with other things, a read may take longer than an event waits for it.
    const known = new Set<string>();
    await until(async () => {
      await inParallel(pods, (pod) => cluster.record(pod, 'Full'));
      const records = (await recordsOf(namespace, 'Full', 6)).filter(({ workload }) => workload !== '');
      records.forEach(({ name, workload }) => known.add(`${name.split('-')[0]} of ${workload}`));
      return new Set(records.filter(({ reason }) => reason === 'Full').map(({ name }) => name)).size === 6;
    }, 30_000);
    assert.ok(known.has('web of Deployment/web'));
  });

  it('in the namespaces that are watched, with a Role in each', async () => {
    const namespace = await bed.namespace('limited');
    await cluster.apply(cluster.deployment(namespace, 'web', 1));
    const [pod] = await cluster.pods(namespace, 1);
    const [, limited] = await behindProxy({ filters: { namespaces: [namespace] } });
    await cluster.record(pod!, 'Limited');
    const records = (await recordsOf(namespace, 'Limited', 1)).filter(({ reason }) => reason === 'Limited');
    assert.deepEqual(
      records.map(({ workload }) => workload),
      ['Deployment/web']
    );
    assert.equal(limited.count(/^GET \/apis?\/(?!.*\/namespaces\/(limited|default)\/)/), 0);
  });

  let leases = 0;
  /** With a Lease of its own: what an earlier test's collector has seen is not gone on from. */
  function lone(config: Record<string, unknown> = {}): Record<string, unknown> {
    // Their watches and entries would be counted too.
    const [terminations, changes] = [{ enabled: false }, { enabled: false }];
    return { leaderElection: { leaseName: `workload-${++leases}` }, terminations, changes, ...config };
  }
});

/** Waits until the collector knows what is there. */
async function listed(collector: Collector): Promise<void> {
  for (const resource of ['pods', 'replicasets', 'jobs']) {
    await collector.logged(new RegExp(`"resource":"${resource}".*workload: listed`));
  }
}

/** The workload by the names that these tests give. */
function expected(kind: string, name: string): string {
  if (kind === 'Node') {
    return `Node/${name}`;
  }
  const [first = ''] = name.split('-');
  const owners: Record<string, string> = {
    web: 'Deployment/web',
    db: 'StatefulSet/db',
    data: 'StatefulSet/db',
    agent: 'DaemonSet/agent',
    once: 'Job/once',
    report: 'CronJob/report',
    by: 'CronJob/report',
  };
  return owners[first] ?? `${kind}/${name}`;
}
