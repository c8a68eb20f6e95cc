import assert from 'node:assert/strict';
import { execFileSync, type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { mustCall } from '../../stack/src/api.ts';
import { FaultyProxy } from '../fakes/proxy.ts';
import { create, NUMBERS, oldEvent } from './events.ts';
import { Bed, type Collector, until } from './harness.ts';
import { assertKeptOnce } from './kept.ts';

const ELECTOR = path.join(import.meta.dirname, 'elector');
const DISTURB = `--require=${path.join(ELECTOR, 'disturb.cjs')}`;

/** Leases run out after 15 s; a candidate that looks each 1.5 s sees it within two more. */
const TAKEOVER_MS = 17_000;
const HANDOVER_MS = 3_000;
/** Long enough for another to lead by then; `LONG=1` for longer. */
const FROZEN_S = process.env.LONG ? 30 : 19;

let bed: Bed;
before(async () => {
  bed = await Bed.start();
});
after(() => bed.end());

async function timed(happens: Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await happens;
  return performance.now() - startedMs;
}

function events(namespace: string, from: number, to: number): object[] {
  return NUMBERS.slice(from, to).map((number) => oldEvent(namespace, number));
}

describe('of two replicas, one works', () => {
  it('and hands over within 3 s after a SIGTERM', async () => {
    const namespace = await bed.namespace('handover');
    const [leader, other] = await bed.leaderAndOther();
    await create(bed.stack, events(namespace, 0, 150));
    const exited = leader.kill('SIGTERM');
    const tookMs = await timed(other.logged('"leading"'));
    assert.ok(tookMs < HANDOVER_MS, `${tookMs} ms`);
    assert.equal(await exited, 0);
    await create(bed.stack, events(namespace, 150, 300));
    await assertKeptOnce(bed.stack, namespace, NUMBERS);
    await other.kill('SIGTERM');
  });

  it('whatever their clocks show', async () => {
    const namespace = await bed.namespace('skew');
    const env = { NODE_OPTIONS: DISTURB, CLOCK_SKEWS_MS: '3600000' };
    const [leader, other] = await bed.leaderAndOther({ env });
    const late = bed.collector({ args: ['-le'], env: { ...env, CLOCK_SKEWS_MS: '-3600000' } });
    await late.logged('another replica leads');
    await delay(5_000);
    assert.ok(!other.lines.some(isLeading) && !late.lines.some(isLeading));
    const exited = leader.kill('SIGTERM');
    const took = await timed(Promise.any([other.logged('"leading"'), late.logged('"leading"')]));
    assert.ok(took < HANDOVER_MS, `${took} ms`);
    await exited;
    await create(bed.stack, events(namespace, 0, 50));
    await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 50));
    await Promise.all([other.kill('SIGTERM'), late.kill('SIGTERM')]);
  });

  for (const [what, freeze, wake] of [
    [`was frozen for ${FROZEN_S} s`, (leader: Collector) => leader.child.kill('SIGSTOP'), FROZEN_S * 1_000],
    ['had its event loop blocked for 12 s', (leader: Collector) => leader.child.kill('SIGUSR2'), 12_000],
  ] as const) {
    it(`and pushes nothing once it ${what}`, async () => {
      const namespace = await bed.namespace(`fenced-${wake}`);
      const [itsLoki, othersLoki] = [
        await FaultyProxy.start(bed.stack.lokiUrl),
        await FaultyProxy.start(bed.stack.lokiUrl),
      ];
      const env = { NODE_OPTIONS: DISTURB };
      const leader = bed.collector({ args: ['-le'], env, lokiUrl: itsLoki.url });
      await leader.logged('"msg":"watching"');
      const other = bed.collector({ args: ['-le'], env, lokiUrl: othersLoki.url });
      await create(bed.stack, events(namespace, 0, 100));
      await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 100));
      freeze(leader);
      const pushes = itsLoki.count(/POST/);
      // They lie in its socket when it wakes up.
      await create(bed.stack, events(namespace, 100, 200));
      await delay(wake);
      leader.child.kill('SIGCONT');
      await leader.logged('lease lost', 5_000);
      await until(
        () => [...other.lines, ...leader.lines.slice(leader.lines.findIndex(isLost))].some(isLeading),
        TAKEOVER_MS
      );
      await create(bed.stack, events(namespace, 200, 300));
      await assertKeptOnce(bed.stack, namespace, NUMBERS);
      if (other.lines.some(isLeading)) {
        assert.equal(itsLoki.count(/POST/), pushes);
      }
      await Promise.all([leader.kill('SIGTERM'), other.kill('SIGTERM')]);
      itsLoki.close();
      othersLoki.close();
    });
  }

  it('and keeps leading through lost responses and conflicts', async () => {
    const namespace = await bed.namespace('lost-answers');
    const { url, ca, token } = bed.stack.apiServer('collector');
    const proxy = await FaultyProxy.start(url, { authorization: `Bearer ${token}` }, ca);
    const kubeconfig = proxy.kubeconfig(bed.folder);
    const leader = bed.collector({ args: ['-le'], kubeconfig });
    await leader.logged('"leading"');
    let lost = 0;
    proxy.fault = (request, response) => {
      if (request.method === 'PUT' && lost < 4) {
        lost++;
        response.writeHead = () => response.destroy() as never;
      }
      return false;
    };
    await until(() => lost === 4, 20_000);
    await create(bed.stack, events(namespace, 0, 50));
    await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 50));
    assert.ok(!leader.lines.some(isLost));
    await leader.kill('SIGTERM');
    proxy.close();
  });

  it('and becomes a candidate again when it loses the Lease', async () => {
    const namespace = await bed.namespace('candidate-again');
    const leader = bed.collector({ args: ['-le'] });
    await leader.logged('"leading"');
    const lease = '/apis/coordination.k8s.io/v1/namespaces/default/leases/loki-event-collector';
    const robbed = {
      spec: { holderIdentity: 'robber', leaseDurationSeconds: 3, renewTime: '2020-01-01T00:00:00.000000Z' },
    };
    await mustCall(bed.stack.apiServer(), 'PATCH', lease, robbed, 'application/merge-patch+json');
    await leader.logged('lease lost');
    await until(() => leader.lines.filter(isLeading).length === 2, 10_000);
    await create(bed.stack, events(namespace, 0, 50));
    await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 50));
    await leader.kill('SIGTERM');
  });
});

describe("with client-go's elector on the same Lease", () => {
  let binary: string;
  before(
    () => {
      binary = path.join(bed.folder, 'elector');
      execFileSync('go', ['build', '-o', binary, '.'], { cwd: ELECTOR, env: { ...process.env, GOWORK: 'off' } });
    },
    { timeout: 600_000 }
  );

  const config = { leaderElection: { leaseName: 'shared' } };
  const ours = (): Collector => bed.collector({ args: ['-le'], config });

  function theirs(): { child: ChildProcess; says(line: string, withinMs: number): Promise<void>; lines: string[] } {
    const env = { ...process.env, KUBECONFIG: bed.stack.kubeconfig('admin') };
    const child = spawn(binary, ['shared', `client-go-${Math.random()}`], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    const lines: string[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
    return { child, lines, says: (line, withinMs) => until(() => lines.includes(line), withinMs) };
  }

  it('each waits for the other, and takes over when it lets go or dies', async () => {
    const first = ours();
    await first.logged('"leading"');
    const second = theirs();
    await delay(6_000);
    assert.deepEqual(second.lines, []);
    await first.kill('SIGTERM');
    await second.says('leading', 6_000);

    const third = ours();
    await third.logged('another replica leads');
    await delay(6_000);
    assert.ok(!third.lines.some(isLeading));
    second.child.kill('SIGTERM');
    assert.ok((await timed(third.logged('"leading"'))) < HANDOVER_MS);

    const fourth = theirs();
    await delay(3_000);
    await third.kill('SIGKILL');
    await fourth.says('leading', 21_000);

    const fifth = ours();
    await fifth.logged('another replica leads');
    fourth.child.kill('SIGKILL');
    const took = await timed(fifth.logged('"leading"'));
    assert.ok(took < TAKEOVER_MS, `${took} ms`);
    await fifth.kill('SIGTERM');
  });
});

function isLeading(line: string): boolean {
  return line.includes('"leading"');
}

function isLost(line: string): boolean {
  return line.includes('lease lost');
}
