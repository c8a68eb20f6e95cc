import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Item } from '../src/delivery/item.ts';
import { BUSY_RATE, Lane } from '../src/delivery/lane.ts';
import { encodePush, streamed, streamOf } from '../src/delivery/loki/encode.ts';
import { pushUrl } from '../src/delivery/loki/http.ts';
import { Queue } from '../src/delivery/queue.ts';
import { MovingRate } from '../src/time/moving-rate.ts';
import { decodePush } from './decode-push.ts';
import { item } from './items.ts';

const never = new AbortController().signal;

describe('a push', () => {
  it('reads back as the entries it was made of, whatever they hold', () => {
    const text = fc.string({ unit: 'grapheme' });
    const pairs = fc.dictionary(fc.constantFrom('a', 'b', 'c'), text);
    const ns = fc.bigInt({ min: 0n, max: 9_000_000_000_000_000_000n });
    const one = fc.record({ labels: pairs, timestampNs: ns, line: text, metadata: pairs });
    fc.assert(
      fc.property(fc.array(one), (entries) => {
        const found = decodePush(encodePush(streamed(entries)));
        const streams = [...new Set(entries.map(({ labels }) => streamOf(labels)))];
        const expected = streams.flatMap((stream) =>
          entries
            .filter(({ labels }) => streamOf(labels) === stream)
            .map(({ timestampNs, line, metadata }) => ({ stream, ns: timestampNs, line, metadata: { ...metadata } }))
        );
        assert.deepEqual(found, expected);
      })
    );
  });

  it('goes to the push path where the address has none', () => {
    assert.equal(pushUrl('http://loki:3100').href, 'http://loki:3100/loki/api/v1/push');
    assert.equal(pushUrl('http://loki:3100/x/push').href, 'http://loki:3100/x/push');
  });
});

describe('a queue', () => {
  it('makes producers wait while it is full, and continues in order', async () => {
    const queue = new Queue({ maxBytes: 1e6, maxEntries: 2 });
    const put: number[] = [];
    const putting = (async () => {
      for (let sequence = 1; sequence <= 5; sequence++) {
        await queue.put(item(sequence), never);
        put.push(sequence);
      }
    })();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(put, [1, 2]);
    const taken: number[] = [];
    while (taken.length < 5) {
      await queue.ready(never);
      taken.push(...queue.take(1).map(({ sequence }) => sequence));
    }
    await putting;
    assert.deepEqual(taken, [1, 2, 3, 4, 5]);
  });
});

it('a lane hands on in order and in batches, and acknowledges the last of each', async () => {
  const stop = new AbortController();
  const batches: number[][] = [];
  const sink = {
    name: 'test',
    durable: true,
    async deliver(items: readonly Item[]) {
      batches.push(items.map(({ sequence }) => sequence));
      await new Promise((resolve) => setTimeout(resolve, 5));
      return [];
    },
  };
  const acknowledged: number[] = [];
  const lane: Lane = new Lane(sink, new Queue({ maxBytes: 1e6, maxEntries: 1_000 }), () =>
    acknowledged.push(lane.acknowledged)
  );
  const running = lane.run({ signal: stop.signal, mayPush: () => true });
  for (let sequence = 1; sequence <= 100; sequence++) {
    await lane.queue.put(item(sequence), never);
  }
  while (lane.pending > 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  stop.abort();
  await running;
  assert.deepEqual(
    batches.flat(),
    Array.from({ length: 100 }, (_, index) => index + 1)
  );
  assert.ok(batches.length < 50);
  assert.equal(acknowledged.at(-1), 100);
});

it('a lane delivers past an entry that has to wait, hands it over again, and acknowledges no further', async () => {
  const stop = new AbortController();
  const batches: number[][] = [];
  const sink = {
    name: 'test',
    durable: true,
    deliver(items: readonly Item[]) {
      batches.push(items.map(({ sequence }) => sequence));
      return Promise.resolve(batches.length < 3 ? items.filter(({ sequence }) => sequence === 2) : []);
    },
  };
  const acknowledged: number[] = [];
  const delivered: number[] = [];
  const lane: Lane = new Lane(sink, new Queue({ maxBytes: 1e6, maxEntries: 1_000 }), (items) => {
    acknowledged.push(lane.acknowledged);
    delivered.push(...items.map(({ sequence }) => sequence));
  });
  for (let sequence = 1; sequence <= 3; sequence++) {
    await lane.queue.put(item(sequence), never);
  }
  const running = lane.run({ signal: stop.signal, mayPush: () => true });
  while (lane.pending > 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  stop.abort();
  await running;
  assert.deepEqual(batches, [[1, 2, 3], [2], [2]]);
  assert.deepEqual(acknowledged, [1, 1, 3]);
  assert.deepEqual(delivered, [1, 3, 2]);
});

it('a lane hands on a lone entry at once if the last burst is over', async (t) => {
  let nowMs = 0;
  t.mock.method(performance, 'now', () => nowMs);
  const stop = new AbortController();
  const delivered = new EventEmitter();
  const sink = {
    name: 'test',
    durable: true,
    deliver(items: readonly Item[]) {
      delivered.emit('items', items.at(-1)!.sequence);
      return Promise.resolve([]);
    },
  };
  const lane = new Lane(sink, new Queue({ maxBytes: 1e6, maxEntries: 10_000 }), () => undefined);
  const burst = 1_000;
  for (let sequence = 1; sequence <= burst; sequence++) {
    await lane.queue.put(item(sequence), never);
  }
  nowMs = 100;
  const first = once(delivered, 'items');
  const running = lane.run({ signal: stop.signal, mayPush: () => true });
  assert.deepEqual(await first, [burst]);
  nowMs = 60_000;
  let isLate = false;
  // Whatever waits for a timer comes after this.
  setTimeout(() => (isLate = true));
  const second = once(delivered, 'items');
  await lane.queue.put(item(burst + 1), never);
  assert.deepEqual(await second, [burst + 1]);
  assert.equal(isLate, false);
  stop.abort();
  await running;
});

it('the rate of entries rises with a burst, and is that of a quiet cluster half a second after it', () => {
  const rate = new MovingRate();
  const fromMs = performance.now();
  rate.add(100, fromMs + 100);
  rate.add(900, fromMs + 1_000);
  assert.ok(rate.at(fromMs + 1_000) > BUSY_RATE);
  assert.ok(rate.at(fromMs + 1_500) < BUSY_RATE);
});
