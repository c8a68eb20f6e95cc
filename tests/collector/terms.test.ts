import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { mustCall } from '../../stack/src/api.ts';
import { freePort } from '../../stack/src/ports.ts';
import { answerStatus, FaultyProxy } from '../fakes/proxy.ts';
import { create, NUMBERS, oldEvent } from './events.ts';
import { Bed, type Collector, until } from './harness.ts';
import { assertKeptOnce } from './kept.ts';

const NODE_OPTIONS = `--require=${path.join(import.meta.dirname, 'elector/disturb.cjs')}`;
const HOUR_MS = 3_600_000;
const MIB = 1024 * 1024;

let bed: Bed;
before(async () => {
  bed = await Bed.start();
});
after(() => bed.end());
afterEach(async () => {
  await bed.endCollectors();
  await bed.stack.start('loki');
});

const events = (namespace: string, from: number, to: number, message?: string): object[] =>
  NUMBERS.slice(from, to).map((number) => oldEvent(namespace, number, message));

const linesWith = ({ lines }: Collector, text: string): string[] => lines.filter((line) => line.includes(text));

/** Gives the Lease to someone who will not renew it. */
async function rob(leaseName: string, leaseDurationSeconds: number): Promise<void> {
  const lease = `/apis/coordination.k8s.io/v1/namespaces/default/leases/${leaseName}`;
  const spec = {
    holderIdentity: 'robber',
    leaseDurationSeconds,
    renewTime: new Date().toISOString().replace('Z', '000Z'),
  };
  await mustCall(bed.stack.apiServer(), 'PATCH', lease, { spec }, 'application/merge-patch+json');
}

/** Bytes in use after a garbage collection. */
async function heapOf(collector: Collector): Promise<number> {
  const known = linesWith(collector, 'heap ').length;
  collector.child.kill('SIGWINCH');
  await until(() => linesWith(collector, 'heap ').length > known, 10_000);
  return Number(/heap (\d+)/.exec(linesWith(collector, 'heap ').at(-1)!)?.[1]);
}

describe('a leader that loses its Lease with a backlog', () => {
  it('frees the backlog and reports no queue until it leads again, and then delivers everything', async () => {
    const port = await freePort(undefined, 'telemetry');
    const config = { leaderElection: { leaseName: 'lost' }, telemetry: { listen: `127.0.0.1:${port}` } };
    const collector = bed.collector({ args: ['-le'], env: { NODE_OPTIONS }, config });
    await collector.logged('"msg":"watching"');
    const status = async (): Promise<{ role: string; watches: object[]; receivers: Array<{ pending: number }> }> =>
      (await (await fetch(`http://127.0.0.1:${port}/status`)).json()) as Awaited<ReturnType<typeof status>>;
    const queued = async (): Promise<string | undefined> =>
      /^kubernetes_events_collector_queue_bytes.*$/m.exec(
        await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
      )?.[0];

    await bed.stack.signal('loki', 'SIGKILL');
    const idle = await heapOf(collector);
    const namespaces = await Promise.all([0, 1, 2, 3, 4, 5].map((number) => bed.namespace(`backlog-${number}`)));
    for (const namespace of namespaces) {
      await create(bed.stack, events(namespace, 0, 50, 'x'.repeat(32 * 1024)));
    }
    await until(async () => (await status()).receivers[0]?.pending === 300, 30_000);
    const full = await heapOf(collector);
    assert.ok(full - idle > 8 * MIB, `${full - idle} bytes are no backlog`);

    await rob('lost', 15);
    await collector.logged('lease lost');
    await until(async () => (await status()).role === 'candidate', 10_000);
    const { watches, receivers } = await status();
    assert.deepEqual({ watches, receivers, queued: await queued() }, { watches: [], receivers: [], queued: undefined });
    const freed = await heapOf(collector);
    assert.ok(freed - idle < 4 * MIB, `${freed - idle} bytes are still in use`);

    await bed.stack.start('loki');
    await until(() => linesWith(collector, '"leading"').length === 2, 30_000);
    for (const namespace of namespaces) {
      await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 50));
    }
    await until(async () => (await status()).receivers[0]?.pending === 0, 10_000);
    assert.match((await queued()) ?? '', /\{receiver="loki"\} 0$/);
  });
});

it('a leader that was frozen in the middle of a push does not push again once another leads', async () => {
  const namespace = await bed.namespace('frozen');
  const [itsLoki, othersLoki] = [
    await FaultyProxy.start(bed.stack.lokiUrl),
    await FaultyProxy.start(bed.stack.lokiUrl),
  ];
  const [options, args] = [{ config: { leaderElection: { leaseName: 'frozen' } } }, ['-le']];
  const leader = bed.collector({ ...options, args, lokiUrl: itsLoki.url });
  await leader.logged('"msg":"watching"');
  const other = bed.collector({ ...options, args, lokiUrl: othersLoki.url });
  await create(bed.stack, events(namespace, 0, 100));
  await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 100));

  let held = 0;
  itsLoki.fault = () => ++held > 0;
  await create(bed.stack, events(namespace, 100, 200));
  await until(() => held > 0, 10_000);
  leader.child.kill('SIGSTOP');
  const pushes = itsLoki.count(/POST/);
  await other.logged('"leading"');
  await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 200));

  // Its push fails as it wakes up, and would be tried again.
  itsLoki.cutAll();
  itsLoki.fault = () => false;
  leader.child.kill('SIGCONT');
  await leader.logged('lease lost');
  await create(bed.stack, events(namespace, 200, 300));
  await assertKeptOnce(bed.stack, namespace, NUMBERS);
  assert.equal(itsLoki.count(/POST/), pushes);
  itsLoki.close();
  othersLoki.close();
});

describe('when the wall clock is set back and forth by an hour', () => {
  const skews = [0, HOUR_MS, -HOUR_MS, HOUR_MS, 0];
  const env = { NODE_OPTIONS, CLOCK_SKEWS_MS: skews.join() };

  it('the leader stays the leader, and nothing is lost or stored twice', async () => {
    const namespace = await bed.namespace('clock');
    const [leader, other] = await bed.leaderAndOther({ env, config: { leaderElection: { leaseName: 'clock' } } });
    for (const [step, skew] of skews.entries()) {
      if (step > 0) {
        [leader, other].forEach(({ child }) => child.kill('SIGHUP'));
        await Promise.all([leader, other].map((one) => one.logged(`clock skew ${skew}`)));
      }
      await create(bed.stack, events(namespace, step * 20, step * 20 + 20));
      await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, step * 20 + 20));
      await renewedOnce('clock');
    }
    assert.deepEqual([...linesWith(leader, 'lease lost'), ...linesWith(other, '"leading"')], []);
  });

  it('a token that expired is read again from its file', async () => {
    const namespace = await bed.namespace('token');
    const { url, ca, token } = bed.stack.apiServer('collector');
    const proxy = await FaultyProxy.start(url, { authorization: `Bearer ${token}` }, ca);
    const tokenFile = path.join(bed.folder, 'token');
    let valid = 'first';
    proxy.fault = (request, response) => {
      const refused = request.headers.authorization !== `Bearer ${valid}`;
      if (refused) {
        answerStatus(response, 401, 'Unauthorized');
      }
      return refused;
    };
    writeFileSync(tokenFile, valid);
    const collector = bed.collector({
      env: { NODE_OPTIONS, CLOCK_SKEWS_MS: `0,${-HOUR_MS}` },
      // As a pod finds its service account: by a file that is read once a minute, by the wall clock.
      kubeconfig: proxy.kubeconfig(bed.folder, { 'auth-provider': { name: 'tokenFile', config: { tokenFile } } }),
      config: { leaderElection: { leaseName: 'token' } },
    });
    await create(bed.stack, events(namespace, 0, 20));
    await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 20));
    collector.child.kill('SIGHUP');
    await collector.logged('clock skew');
    writeFileSync(tokenFile, (valid = 'second'));
    proxy.cutAll();
    await create(bed.stack, events(namespace, 20, 40));
    await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 40));
    proxy.close();
  });

  async function renewedOnce(leaseName: string): Promise<void> {
    const path = `/apis/coordination.k8s.io/v1/namespaces/default/leases/${leaseName}`;
    const renewTime = async (): Promise<string | undefined> =>
      ((await mustCall(bed.stack.apiServer(), 'GET', path)) as { spec: { renewTime?: string } }).spec.renewTime;
    const before = await renewTime();
    await until(async () => (await renewTime()) !== before, 10_000);
  }
});
