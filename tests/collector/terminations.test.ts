import assert from 'node:assert/strict';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { type EventRecord, recordOf } from '../../pkg/event/src/index.ts';
import { mustCall } from '../../stack/src/api.ts';
import { inParallel } from '../../stack/src/parallel.ts';
import { compactEtcd } from './compact.ts';
import { create } from './events.ts';
import { Bed, type Collector, until } from './harness.ts';
import { keptOf } from './kept.ts';

const NODE = 'n1';
const PODS = Array.from({ length: 60 }, (_, number) => number);

interface End {
  /** How many runs came before the one that ends. */
  restarts?: number;
  exitCode?: number;
  reason?: string;
  message?: string;
  agoMs?: number;
  /** The list of statuses; of the containers otherwise. */
  of?: 'containerStatuses' | 'initContainerStatuses';
  /** Further fields of the pod's status. */
  status?: object;
}

const timeAt = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** As a kubelet writes pods' statuses, on a real API server. */
describe('the end of a container', () => {
  let bed: Bed;

  before(async () => {
    bed = await Bed.start();
  });
  after(() => bed.end());
  afterEach(() => bed.endCollectors());

  async function createPod(namespace: string, name: string): Promise<void> {
    const container = { image: 'registry.example/web:1', resources: { limits: { memory: '64Mi' } } };
    await mustCall(bed.stack.apiServer(), 'POST', `/api/v1/namespaces/${namespace}/pods`, {
      metadata: { name },
      spec: {
        nodeName: NODE,
        automountServiceAccountToken: false,
        containers: [{ ...container, name: 'main' }],
        initContainers: [{ ...container, name: 'setup' }],
      },
    });
  }

  async function createPods(namespace: string): Promise<void> {
    await inParallel(PODS, (number) => createPod(namespace, `pod-${number}`));
  }

  async function patchStatus(namespace: string, name: string, status: object): Promise<void> {
    const path = `/api/v1/namespaces/${namespace}/pods/${name}/status`;
    await mustCall(bed.stack.apiServer(), 'PATCH', path, { status }, 'application/merge-patch+json');
  }

  async function end(namespace: string, name: string, how: End = {}): Promise<void> {
    const { restarts = 0, exitCode = 3, reason = 'Error', message, agoMs = 0, of = 'containerStatuses' } = how;
    const finishedMs = Date.now() - agoMs;
    const terminated = (run: number): object => ({
      exitCode,
      reason,
      message,
      containerID: `containerd://${namespace}-${name}-${of}-${run}`,
      startedAt: timeAt(finishedMs - 200_000),
      finishedAt: timeAt(finishedMs),
    });
    await patchStatus(namespace, name, {
      ...how.status,
      [of]: [
        {
          name: of === 'containerStatuses' ? 'main' : 'setup',
          image: 'registry.example/web:1',
          imageID: '',
          ready: false,
          restartCount: restarts,
          containerID: `containerd://${namespace}-${name}-${of}-${restarts}`,
          state: { terminated: terminated(restarts) },
        },
      ],
    });
  }

  async function endAll(namespace: string, numbers: readonly number[], how: End): Promise<void> {
    await inParallel(numbers, (number) => end(namespace, `pod-${number}`, how));
  }

  async function recordsOf(namespace: string, atLeast: number): Promise<EventRecord[]> {
    await until(
      async () => (await keptOf(bed.stack, namespace)).length >= atLeast,
      30_000,
      () => `fewer than ${atLeast} entries of ${namespace}`
    );
    return (await keptOf(bed.stack, namespace)).map(recordOf);
  }

  /** Each of these pods has an entry for each of these runs, and no other. */
  async function assertEachOnce(namespace: string, runs: number): Promise<void> {
    const records = await recordsOf(namespace, PODS.length * runs).catch(async () =>
      (await keptOf(bed.stack, namespace)).map(recordOf)
    );
    const found = records.map(({ name, labels }) => `${name} ${labels.restart_count}`).toSorted();
    const expected = PODS.flatMap((number) => Array.from({ length: runs }, (_, run) => `pod-${number} ${run}`));
    assert.deepEqual(found, expected.toSorted());
    assert.ok(records.every(({ increment }) => increment === 1));
  }

  async function watching(collector: Collector): Promise<void> {
    await collector.logged(/"scope":"pods\/\*","state":"watching"/);
  }

  it('is one entry, in the words of what happened', async () => {
    const namespace = await bed.namespace('words');
    await watching(bed.collector());
    const ends: Record<string, End> = {
      oom: { restarts: 4, exitCode: 137, reason: 'OOMKilled' },
      crash: { exitCode: 3 },
      segfault: { exitCode: 139 },
      start: { exitCode: 128, reason: 'StartError', message: 'no such file' },
      init: { exitCode: 1, of: 'initContainerStatuses' },
      evicted: {
        exitCode: 137,
        status: { phase: 'Failed', reason: 'Evicted', message: 'The node was low on memory. ' },
      },
      killed: { exitCode: 137 },
      completed: { exitCode: 0, reason: 'Completed' },
    };
    await inParallel(Object.keys(ends), (name) => createPod(namespace, name));
    await inParallel(Object.entries(ends), ([name, how]) => end(namespace, name, how));
    const records = await recordsOf(namespace, Object.keys(ends).length - 1);
    assert.deepEqual(Object.fromEntries(records.map(({ name, message }) => [name, message])), {
      oom: 'Container main was OOM killed (exit code 137, memory limit 64Mi) after 3m20s, restart 4',
      crash: 'Container main exited with code 3 after 3m20s',
      segfault: 'Container main was ended by SIGSEGV (exit code 139) after 3m20s',
      start: 'Container main could not be started (exit code 128) after 3m20s: no such file',
      init: 'Init container setup exited with code 1 after 3m20s',
      evicted:
        'Container main was ended by SIGKILL (exit code 137) after 3m20s: its pod was evicted: The node was low on memory',
      killed: 'Container main was ended by SIGKILL (exit code 137) after 3m20s',
    });
    const oom = records.find(({ name }) => name === 'oom')!;
    assert.deepEqual(
      [oom.host, oom.kind, oom.type, oom.reason, oom.component, oom.workload],
      [NODE, 'Pod', 'Warning', 'OOMKilled', 'loki-event-collector', 'Pod/oom']
    );
    assert.equal(oom.labels.increment, '5');
  });

  it('is distinguished from an OOM kill where an event of the same seconds says what ended it', async () => {
    const namespace = await bed.namespace('probes');
    await watching(bed.collector());
    await createPod(namespace, 'probed');
    const pod = (await mustCall(bed.stack.apiServer(), 'GET', `/api/v1/namespaces/${namespace}/pods/probed`)) as {
      metadata: { uid: string };
    };
    const time = timeAt(Date.now());
    await create(bed.stack, [
      {
        metadata: { name: 'probed.1', namespace },
        involvedObject: {
          apiVersion: 'v1',
          kind: 'Pod',
          namespace,
          name: 'probed',
          uid: pod.metadata.uid,
          fieldPath: 'spec.containers{main}',
        },
        reason: 'Killing',
        message: 'Container main failed liveness probe, will be restarted',
        type: 'Normal',
        firstTimestamp: time,
        lastTimestamp: time,
      },
    ]);
    await end(namespace, 'probed', { exitCode: 137 });
    const records = await recordsOf(namespace, 2);
    const [ended] = records.filter(({ component }) => component === 'loki-event-collector');
    assert.equal(
      ended?.message,
      'Container main was ended by SIGKILL (exit code 137) after 3m20s: it failed its liveness probe'
    );
  });

  it('is kept once while the leader is killed and the other replica takes over, three times', async () => {
    const namespace = await bed.namespace('takeovers');
    await createPods(namespace);
    let leader = bed.collector({ args: ['-le'] });
    await watching(leader);
    const runs = 3;
    for (let run = 0; run < runs; run++) {
      await endAll(namespace, PODS.slice(0, 20), { restarts: run });
      const ending = endAll(namespace, PODS.slice(20, 40), { restarts: run });
      await leader.kill('SIGKILL');
      leader = bed.collector({ args: ['-le'] });
      await ending;
      await watching(leader);
      await endAll(namespace, PODS.slice(40), { restarts: run });
    }
    await assertEachOnce(namespace, runs);
  });

  it('is kept once after a clean stop and a start', async () => {
    const namespace = await bed.namespace('restarted');
    await createPods(namespace);
    const [leader, other] = await bed.leaderAndOther();
    await watching(leader);
    await endAll(namespace, PODS.slice(0, 30), {});
    await leader.kill('SIGTERM');
    await other.kill('SIGTERM');
    await endAll(namespace, PODS.slice(30), {});
    await watching(bed.collector({ args: ['-le'] }));
    await assertEachOnce(namespace, 1);
  });

  it('since the checkpoint is recorded after etcd has forgotten its version, and none before it', async () => {
    const namespace = await bed.namespace('compacted');
    await createPods(namespace);
    const collector = bed.collector({ args: ['-le'] });
    await watching(collector);
    await endAll(namespace, PODS, {});
    await assertEachOnce(namespace, 1);
    await collector.kill('SIGTERM');
    await endAll(namespace, PODS, { restarts: 1 });
    await compactEtcd(bed.stack);
    const next = bed.collector({ args: ['-le'] });
    await next.logged(/"why":"gap"/);
    await assertEachOnce(namespace, 2);
  });

  it('of the last hour is recorded at the first start, and no earlier one', async () => {
    const namespace = await bed.namespace('first-start');
    for (const [name, agoMs] of [
      ['recent', 30 * 60_000],
      ['old', 90 * 60_000],
    ] as const) {
      await createPod(namespace, name);
      await end(namespace, name, { agoMs });
    }
    await watching(bed.collector({ config: { checkpoint: { file: path.join(bed.folder, 'none.json') } } }));
    const records = await recordsOf(namespace, 1);
    assert.deepEqual(
      records.map(({ name }) => name),
      ['recent']
    );
  });

  it('is not recorded where that is switched off', async () => {
    const namespace = await bed.namespace('switched-off');
    const collector = bed.collector({ config: { terminations: { enabled: false } } });
    await collector.logged('"msg":"watching"');
    await createPod(namespace, 'web');
    await end(namespace, 'web');
    await create(bed.stack, [{ metadata: { name: 'last', namespace }, involvedObject: { namespace, name: 'last' } }]);
    assert.deepEqual(
      (await recordsOf(namespace, 1)).map(({ name }) => name),
      ['last']
    );
  });
});
