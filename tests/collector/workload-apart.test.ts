import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { recordOf } from '../../pkg/event/src/index.ts';
import { answers } from '../../stack/src/api.ts';
import { binaryOf, buildTools } from '../../stack/src/build.ts';
import { freePort } from '../../stack/src/ports.ts';
import { inParallel } from '../../stack/src/parallel.ts';
import { create, oldEvent } from './events.ts';
import { Bed, until } from './harness.ts';
import { assertKeptOnce, keptOf } from './kept.ts';
import { Cluster } from './workload/cluster.ts';

/** As large clusters have it: versions of events and of pods have nothing to do with each other. */
describe('where the events have an etcd of their own', () => {
  let bed: Bed;
  let cluster: Cluster;
  let etcd: ChildProcess;
  const folder = mkdtempSync(path.join(tmpdir(), 'events-etcd-'));

  before(async () => {
    await buildTools(['etcd'], () => undefined);
    const [client, peer] = [await freePort(), await freePort()].map((port) => `http://127.0.0.1:${port}`);
    etcd = spawn(
      binaryOf('etcd'),
      [
        `--data-dir=${folder}`,
        `--listen-client-urls=${client}`,
        `--advertise-client-urls=${client}`,
        `--listen-peer-urls=${peer}`,
        `--initial-advertise-peer-urls=${peer}`,
        `--initial-cluster=default=${peer}`,
        '--unsafe-no-fsync',
        '--log-level=error',
      ],
      { stdio: 'ignore' }
    );
    await until(() => answers(`${client}/health`), 30_000);
    bed = await Bed.start({ apiserverArgs: [`--etcd-servers-overrides=/events#${client}`] });
    cluster = new Cluster(bed.stack);
  });
  after(async () => {
    await bed?.end();
    etcd.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('that is detected and logged, and entries still have workloads, also after a leader is killed', async () => {
    const namespace = await bed.namespace('apart');
    await cluster.apply(...['a', 'b', 'c'].map((name) => cluster.pod(namespace, name)));
    const pods = await cluster.pods(namespace, 3);
    const leaderElection = { leaseDuration: '3s', renewDeadline: '2s', retryPeriod: '500ms' };
    const [leader, other] = await bed.leaderAndOther({ config: { leaderElection } });
    await leader.logged('events have resource versions of their own');
    const createEvents = (numbers: number[]): Promise<void> =>
      inParallel(numbers, (number) =>
        create(bed.stack, [
          { ...oldEvent(namespace, number), involvedObject: cluster.referenceTo(pods[number % pods.length]!) },
        ])
      );
    const numbers = Array.from({ length: 300 }, (_, number) => number);
    await createEvents(numbers.slice(0, 150));
    await leader.kill('SIGKILL');
    await createEvents(numbers.slice(150, 200));
    await other.logged('"leading"', 20_000);
    await createEvents(numbers.slice(200, 250));
    await assertKeptOnce(bed.stack, namespace, numbers.slice(0, 250));
    await cluster.remove(namespace, 'api/v1', 'pods', 'a?gracePeriodSeconds=0');
    await createEvents(numbers.slice(250));
    await assertKeptOnce(bed.stack, namespace, numbers);
    const wrong = (await keptOf(bed.stack, namespace))
      .map(recordOf)
      .filter(({ name, workload }) => workload !== `Pod/${name}`);
    assert.deepEqual(
      wrong.map(({ event, workload }) => ({ event, workload })),
      []
    );
  });
});
