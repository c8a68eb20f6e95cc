import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, describe, it } from 'node:test';
import { mustCall } from '../../stack/src/api.ts';
import { type ServerName } from '../../stack/src/servers.ts';
import { create, NUMBERS, oldEvent } from './events.ts';
import { Bed, type Collector, type CollectorOptions, until } from './harness.ts';
import { assertKeptOnce } from './kept.ts';

let bed: Bed;
before(async () => {
  bed = await Bed.start();
});
after(() => bed.end());
afterEach(async () => {
  await bed.endCollectors();
  await Promise.all((['kube-apiserver', 'loki'] as const).map(restore));
});

const SHUTDOWN_TIMEOUT_MS = 4_000;
/** For a busy machine; before the fix a stop took forever. */
const SLACK_MS = 10_000;
const HALF = NUMBERS.slice(0, 20);
const ALL = NUMBERS.slice(0, 40);

type Fault = (server: ServerName) => Promise<void>;

/** Nothing listens any more. */
const stop: Fault = (server) => bed.stack.signal(server, 'SIGKILL');
/** The kernel still accepts connections; nothing answers on them. */
const hang: Fault = (server) => bed.stack.signal(server, 'SIGSTOP');

async function restore(server: ServerName): Promise<void> {
  if (bed.stack.isRunning(server)) {
    await bed.stack.signal(server, 'SIGCONT');
  }
  await bed.stack.start(server);
}

async function lease(name: string): Promise<{ holder: string | undefined; checkpoint: string | undefined }> {
  const path = `/apis/coordination.k8s.io/v1/namespaces/default/leases/${name}`;
  const { metadata, spec } = (await mustCall(bed.stack.apiServer(), 'GET', path)) as {
    metadata: { annotations?: Record<string, string> };
    spec: { holderIdentity?: string };
  };
  return { holder: spec.holderIdentity, checkpoint: metadata.annotations?.['loki-event-collector/checkpoint'] };
}

/** The checkpoint that the collector had at its end, by its own last log line. */
function lastCheckpoint({ lines }: Collector): string {
  const line = lines.find((text) => text.includes('"msg":"stopped"')) ?? '{}';
  return JSON.stringify((JSON.parse(line) as { checkpoint?: object }).checkpoint);
}

async function ended(collector: Collector): Promise<void> {
  await until(
    () => collector.child.exitCode !== null || collector.child.signalCode !== null,
    SHUTDOWN_TIMEOUT_MS + SLACK_MS,
    () => `still running after SIGTERM:\n${collector.lines.slice(-10).join('\n')}`
  );
}

const events = (namespace: string, numbers: readonly number[]): object[] =>
  numbers.map((number) => oldEvent(namespace, number));

let scenarios = 0;

/** A collector that has delivered some events, and then has others that it cannot deliver. */
async function withBacklog(
  options: CollectorOptions,
  fault: Fault
): Promise<{ collector: Collector; namespace: string; restart: () => Collector; leaseName: string }> {
  const leaseName = `shutdown-${++scenarios}`;
  const namespace = await bed.namespace(leaseName);
  const config = {
    shutdownTimeout: `${SHUTDOWN_TIMEOUT_MS}ms`,
    leaderElection: { leaseName },
    ...options.config,
  };
  const start = (): Collector => bed.collector({ ...options, config });
  const collector = start();
  await create(bed.stack, events(namespace, HALF));
  await assertKeptOnce(bed.stack, namespace, HALF);
  await fault('loki');
  await create(bed.stack, events(namespace, ALL.slice(HALF.length)));
  return { collector, namespace, restart: start, leaseName };
}

for (const [away, fault] of [
  ['stopped', stop],
  ['hanging', hang],
] as const) {
  describe(`SIGTERM while Loki is ${away}`, () => {
    for (const [mode, args] of [
      ['alone', []],
      ['as the leader', ['-le']],
    ] as const) {
      it(`ends a collector that works ${mode} within shutdownTimeout, with the checkpoint in the released Lease`, async () => {
        const { collector, namespace, restart, leaseName } = await withBacklog({ args: [...args] }, fault);
        collector.child.kill('SIGTERM');
        await ended(collector);
        assert.equal(await collector.exited, 0);
        assert.deepEqual(await lease(leaseName), { holder: '', checkpoint: lastCheckpoint(collector) });
        await restore('loki');
        const next = restart();
        await assertKeptOnce(bed.stack, namespace, ALL);
        assert.ok(!next.lines.some((line) => line.includes('no checkpoint')));
      });
    }

    it('ends a collector with a checkpoint file within shutdownTimeout, with the checkpoint in the file', async () => {
      const file = `${bed.folder}/checkpoint-${away}.json`;
      const { collector, namespace, restart } = await withBacklog({ config: { checkpoint: { file } } }, fault);
      collector.child.kill('SIGTERM');
      await ended(collector);
      assert.equal(await collector.exited, 0);
      assert.equal(readFileSync(file, 'utf8'), lastCheckpoint(collector));
      await restore('loki');
      restart();
      await assertKeptOnce(bed.stack, namespace, ALL);
    });

    for (const args of [[], ['-le']]) {
      it(`ends a collector${args.length > 0 ? ' that leads' : ''} although the API server is ${away} too, and loses nothing`, async () => {
        const { collector, namespace, restart } = await withBacklog({ args }, fault);
        await fault('kube-apiserver');
        collector.child.kill('SIGTERM');
        await ended(collector);
        assert.equal(await collector.exited, 0);
        await Promise.all([restore('kube-apiserver'), restore('loki')]);
        restart();
        await assertKeptOnce(bed.stack, namespace, ALL);
      });
    }
  });
}

it('ends at once at the second SIGTERM', async () => {
  const { collector } = await withBacklog({ config: { shutdownTimeout: '10m' } }, hang);
  collector.child.kill('SIGTERM');
  await collector.logged('"msg":"stopping"');
  collector.child.kill('SIGTERM');
  await ended(collector);
  assert.equal(await collector.exited, 1);
});
