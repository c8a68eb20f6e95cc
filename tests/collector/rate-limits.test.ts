import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { GRACE_MS } from '../../backend-sidecar/src/pipeline/rate-limits.ts';
import { type EventRecord, recordOf } from '../../pkg/event/src/index.ts';
import { create, NUMBERS, oldEvent, raise } from './events.ts';
import { Bed, until } from './harness.ts';
import { keptOf, occurrences } from './kept.ts';

const PER_S = 4;

describe('rate limits', () => {
  let bed: Bed;
  before(async () => {
    bed = await Bed.start();
  });
  after(() => bed.end());
  afterEach(() => bed.endCollectors());

  const configOf = (leaseName: string, further: object = {}): Record<string, unknown> => ({
    rateLimits: [{ match: { reason: 'Numbered', type: 'Warning' }, max: 1, per: `${PER_S}s` }],
    leaderElection: { leaseName },
    ...further,
  });
  const recordsOf = async (namespace: string): Promise<EventRecord[]> =>
    (await keptOf(bed.stack, namespace)).map(recordOf);

  const untilCheckpoint = (lease: string): Promise<void> =>
    until(async () => (await bed.checkpoint(lease)).includes('"*"'), 30_000);

  /** The object of number 0 is noisy (a Warning), the one of number 1 is not limited: raises both, one after the other. */
  async function raiseBoth(namespace: string, from: number, to: number): Promise<void> {
    for (let count = from; count <= to; count++) {
      await Promise.all([raise(bed.stack, namespace, 0, count), raise(bed.stack, namespace, 1, count)]);
      await delay(50);
    }
  }

  /** Waits until the increments add up, and no further: of the limited and the other object. */
  async function assertSums(namespace: string, each: number, withinMs = 60_000): Promise<EventRecord[]> {
    await until(async () => (await occurrences(bed.stack, namespace)) >= 2 * each, withinMs).catch(() => undefined);
    const records = await recordsOf(namespace);
    const sumOf = (name: string): number =>
      records.filter((record) => record.name === name).reduce((sum, { increment }) => sum + increment, 0);
    assert.deepEqual([sumOf('pod-0'), sumOf('pod-1')], [each, each]);
    assert.equal(await occurrences(bed.stack, namespace), 2 * each);
    const limited = records.filter(({ name }) => name === 'pod-0');
    assert.equal(Math.max(...limited.map(({ count }) => count)), each, 'the newest count');
    assert.equal(records.length - limited.length, each, 'entries of the object that is not limited');
    return limited;
  }

  it('merge what is too much into one entry a window, with the sum of its increments', async () => {
    const namespace = await bed.namespace('limited');
    const collector = bed.collector({ config: configOf('limited') });
    await collector.logged('"msg":"watching"');
    await create(bed.stack, [oldEvent(namespace, 0), oldEvent(namespace, 1)]);
    await raiseBoth(namespace, 2, 60);
    const startedMs = performance.now();
    const limited = await assertSums(namespace, 60, PER_S * 1_000 + GRACE_MS + 10_000);
    const windows = Math.ceil((60 * 0.2 + (performance.now() - startedMs) / 1_000) / PER_S) + 1;
    assert.ok(limited.length <= 2 * windows, `${limited.length} entries in ${windows} windows`);
    assert.ok(limited.some(({ increment }) => increment > 1));
  });

  it('count exactly, and lose no other event, though the collector is killed again and again', async () => {
    const namespace = await bed.namespace('limited-killed');
    const config = configOf('killed');
    let collector = bed.collector({ config });
    await untilCheckpoint('killed');
    await create(bed.stack, [oldEvent(namespace, 0), oldEvent(namespace, 1)]);
    for (let kill = 0; kill < 4; kill++) {
      await raiseBoth(namespace, 2 + kill * 20, 21 + kill * 20);
      await collector.kill('SIGKILL');
      collector = bed.collector({ config });
      await collector.logged('"msg":"watching"', 60_000);
    }
    const limited = await assertSums(namespace, 81);
    assert.ok(limited.length < 60, `${limited.length} entries`);
  });

  it('count exactly when the leader is killed and another takes over', async () => {
    const namespace = await bed.namespace('limited-led');
    const [leader, other] = await bed.leaderAndOther({ config: configOf('led') });
    await untilCheckpoint('led');
    await create(bed.stack, [oldEvent(namespace, 0), oldEvent(namespace, 1)]);
    await raiseBoth(namespace, 2, 60);
    await leader.kill('SIGKILL');
    await raiseBoth(namespace, 61, 80);
    await other.logged('"leading"', 30_000);
    await raiseBoth(namespace, 81, 100);
    await assertSums(namespace, 100);
  });

  it('send what they hold at a clean stop, and continue from there', async () => {
    const namespace = await bed.namespace('limited-stopped');
    // Far longer than the test.
    const config = { ...configOf('stopped'), rateLimits: [{ match: { type: 'Warning' }, max: 1, per: '2m' }] };
    const first = bed.collector({ config });
    await first.logged('"msg":"watching"');
    await create(bed.stack, [oldEvent(namespace, 0), oldEvent(namespace, 1)]);
    await raiseBoth(namespace, 2, 20);
    await until(
      async () => (await recordsOf(namespace)).some(({ name, count }) => name === 'pod-1' && count === 20),
      30_000
    );
    assert.equal(await first.kill('SIGTERM'), 0);
    const limited = await assertSums(namespace, 20);
    assert.deepEqual(
      limited.map(({ increment }) => increment).sort((a, b) => a - b),
      [1, 19]
    );
    const second = bed.collector({ config });
    await second.logged('"msg":"watching"');
    await raiseBoth(namespace, 21, 30);
    await until(
      async () => (await recordsOf(namespace)).some(({ name, count }) => name === 'pod-1' && count === 30),
      30_000
    );
    assert.equal(await second.kill('SIGTERM'), 0);
    await assertSums(namespace, 30);
  });

  it('count exactly while Loki is away, with a spool, through a kill', async () => {
    const namespace = await bed.namespace('limited-spooled');
    const directory = path.join(bed.folder, 'limited-spool');
    mkdirSync(directory);
    const config = configOf('spooled', { queue: { maxEntries: 10 }, spool: { directory } });
    const first = bed.collector({ config });
    await first.logged('"msg":"watching"');
    await create(bed.stack, [oldEvent(namespace, 0), oldEvent(namespace, 1)]);
    await raiseBoth(namespace, 2, 10);
    await bed.stack.signal('loki', 'SIGTERM');
    await raiseBoth(namespace, 11, 60);
    await create(
      bed.stack,
      NUMBERS.slice(2, 60)
        .filter((number) => number % 10 !== 0)
        .map((number) => oldEvent('default', number))
    );
    await first.logged('continuing on disk');
    await first.kill('SIGKILL');
    await raiseBoth(namespace, 61, 70);
    const second = bed.collector({ config });
    await second.logged('spool: resuming with entries of an earlier run');
    await bed.stack.start('loki');
    await raiseBoth(namespace, 71, 80);
    await assertSums(namespace, 80);
  });
});
