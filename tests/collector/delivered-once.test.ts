import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { recordOf } from '../../pkg/event/src/index.ts';
import { inParallel } from '../../stack/src/parallel.ts';
import { create, newEvent, NUMBERS, oldEvent, raise } from './events.ts';
import { Bed } from './harness.ts';
import { assertKeptOnce, occurrences } from './kept.ts';

describe('every event is kept once', () => {
  let bed: Bed;
  before(async () => {
    bed = await Bed.start();
  });
  after(() => bed.end());

  it('that was there before the first start', async () => {
    const namespace = await bed.namespace('before');
    await create(
      bed.stack,
      NUMBERS.map((number) => oldEvent(namespace, number))
    );
    const collector = bed.collector();
    await assertKeptOnce(bed.stack, namespace, NUMBERS);
    assert.equal(await collector.kill('SIGTERM'), 0);
  });

  it('with quotes, backslashes, newlines and all else in its message', async () => {
    const namespace = await bed.namespace('hostile');
    const collector = bed.collector();
    const message = (number: number): string =>
      `${number} it's "quoted" \\back\\slashed\\n\nsecond\tline \u0007 {{.x}} \${y} `;
    await create(
      bed.stack,
      NUMBERS.map((number) => oldEvent(namespace, number, message(number)))
    );
    await assertKeptOnce(bed.stack, namespace, NUMBERS);
    await collector.kill('SIGTERM');
  });

  it('of the new API, which has no lastTimestamp', async () => {
    const namespace = await bed.namespace('new-api');
    const collector = bed.collector();
    await create(
      bed.stack,
      NUMBERS.map((number) => newEvent(namespace, number))
    );
    const kept = await assertKeptOnce(bed.stack, namespace, NUMBERS);
    assert.match(kept[0]!.timestampNs, /[1-9]000$|000$/);
    await collector.kill('SIGTERM');
  });

  it('whose count is raised three times: 1,200 revisions, and their sum', async () => {
    const namespace = await bed.namespace('raised');
    const collector = bed.collector();
    await create(
      bed.stack,
      NUMBERS.map((number) => oldEvent(namespace, number))
    );
    for (const count of [2, 3, 4]) {
      await inParallel(NUMBERS, (number) => raise(bed.stack, namespace, number, count));
    }
    const kept = await assertKeptOnce(bed.stack, namespace, NUMBERS, { revisions: 4 });
    assert.equal(await occurrences(bed.stack, namespace), 1_200);
    assert.ok(kept.map(recordOf).every(({ increment }) => increment === 1));
    await collector.kill('SIGTERM');
  });

  it('whose own time is three hours ago', async () => {
    const namespace = await bed.namespace('old');
    const collector = bed.collector();
    await create(
      bed.stack,
      NUMBERS.slice(0, 20).map((number) => ({ ...oldEvent(namespace, 1_000 + number) }))
    );
    const time = `${new Date(Date.now() - 3 * 3_600_000).toISOString().slice(0, 19)}Z`;
    const events = NUMBERS.map((number) => oldEvent(namespace, number));
    await create(
      bed.stack,
      events.map((event) => ({ ...event, firstTimestamp: time, lastTimestamp: time }))
    );
    const all = [...NUMBERS, ...NUMBERS.slice(0, 20).map((number) => 1_000 + number)];
    await assertKeptOnce(bed.stack, namespace, all);
    await collector.kill('SIGTERM');
  });

  it('while the collector is killed, and started again 8 s later', async () => {
    const namespace = await bed.namespace('killed');
    const collector = bed.collector();
    const [first, second, third] = [NUMBERS.slice(0, 100), NUMBERS.slice(100, 200), NUMBERS.slice(200)];
    await create(
      bed.stack,
      first.map((number) => oldEvent(namespace, number))
    );
    await collector.kill('SIGKILL');
    const away = new Promise((resolve) => setTimeout(resolve, 8_000));
    await create(
      bed.stack,
      second.map((number) => oldEvent(namespace, number))
    );
    await away;
    const next = bed.collector();
    await create(
      bed.stack,
      third.map((number) => oldEvent(namespace, number))
    );
    await assertKeptOnce(bed.stack, namespace, NUMBERS);
    await next.kill('SIGTERM');
  });

  it('while the leader is killed, and the other replica takes over', async () => {
    const namespace = await bed.namespace('takeover');
    const [leader, other] = await bed.leaderAndOther();
    await create(bed.stack, some(namespace, 0, 100));
    await leader.kill('SIGKILL');
    await create(bed.stack, some(namespace, 100, 200));
    await other.logged('"leading"', 18_000);
    await create(bed.stack, some(namespace, 200, 300));
    await assertKeptOnce(bed.stack, namespace, NUMBERS);
    await other.kill('SIGTERM');
  });

  it('while Loki is away for 30 s', async () => {
    const namespace = await bed.namespace('loki-away');
    const collector = bed.collector();
    await create(bed.stack, some(namespace, 0, 100));
    await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 100));
    await bed.stack.signal('loki', 'SIGTERM');
    await create(bed.stack, some(namespace, 100, 200));
    await delay(30_000);
    await bed.stack.start('loki');
    await create(bed.stack, some(namespace, 200, 300));
    await assertKeptOnce(bed.stack, namespace, NUMBERS);
    await collector.kill('SIGTERM');
  });

  it('while the API server is away for 10 s', async () => {
    const namespace = await bed.namespace('apiserver-away');
    const collector = bed.collector();
    await create(bed.stack, some(namespace, 0, 100));
    await bed.stack.signal('kube-apiserver', 'SIGKILL');
    await delay(10_000);
    await bed.stack.start('kube-apiserver');
    await create(bed.stack, some(namespace, 100, 300));
    await assertKeptOnce(bed.stack, namespace, NUMBERS);
    await collector.kill('SIGTERM');
  });
});

/** Events numbered from the first to before the last. */
function some(namespace: string, from: number, to: number): object[] {
  return NUMBERS.slice(from, to).map((number) => oldEvent(namespace, number));
}
