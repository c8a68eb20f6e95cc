import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type Entry } from '@kubernetes-events/event';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { type Item, sizeOf } from '../src/delivery/item.ts';
import { Lane } from '../src/delivery/lane.ts';
import { encodePush, streamOf } from '../src/delivery/loki/encode.ts';
import { StreamGuard } from '../src/delivery/loki/guard.ts';
import { pushUrl } from '../src/delivery/loki/http.ts';
import { cut, mend } from '../src/delivery/loki/mend.ts';
import { reasonsOf } from '../src/delivery/loki/refusal.ts';
import { type LokiReport, LokiSink } from '../src/delivery/loki/sink.ts';
import { Queue } from '../src/delivery/queue.ts';
import { Segments } from '../src/delivery/spool/segments.ts';

const entry = (over: Partial<Entry> = {}): Entry => ({
  labels: { service_name: 'kubernetes-events', _host: 'h', _type: 'Normal' },
  timestampNs: 1_700_000_000_000_000_000n,
  line: 'a line',
  metadata: { reason: 'R' },
  ...over,
});
const item = (sequence: number, over: Partial<Entry> = {}): Item => {
  const made = entry(over);
  return { sequence, entry: made, bytes: sizeOf(made), recordedNs: 5n, receivedMs: 0, scope: '*' };
};
const never = new AbortController().signal;

describe('a push', () => {
  // Loki's own description of it.
  const { root } = protobuf.parse(`syntax = "proto3";
    message Push { repeated Stream streams = 1; }
    message Stream { string labels = 1; repeated Entry entries = 2; }
    message Time { int64 seconds = 1; int32 nanos = 2; }
    message Entry { Time timestamp = 1; string line = 2; repeated Pair metadata = 3; }
    message Pair { string name = 1; string value = 2; }`);
  const Push = root.lookupType('Push');

  it('reads back as the entries it was made of, whatever they hold', () => {
    const text = fc.string({ unit: 'grapheme' });
    const pairs = fc.dictionary(fc.constantFrom('a', 'b', 'c'), text);
    const ns = fc.bigInt({ min: 0n, max: 9_000_000_000_000_000_000n });
    const one = fc.record({ labels: pairs, timestampNs: ns, line: text, metadata: pairs });
    fc.assert(
      fc.property(fc.array(one), (entries) => {
        const read = Push.toObject(Push.decode(encodePush(entries)), {
          longs: String,
          arrays: true,
          defaults: true,
        }) as {
          streams: Array<{
            labels: string;
            entries: Array<{
              timestamp: { seconds: string; nanos: number };
              line: string;
              metadata: Array<{ name: string; value: string }>;
            }>;
          }>;
        };
        const found = read.streams.flatMap((stream) =>
          stream.entries.map(({ timestamp, line, metadata }) => ({
            stream: stream.labels,
            ns: BigInt(timestamp.seconds) * 1_000_000_000n + BigInt(timestamp.nanos),
            line,
            metadata: Object.fromEntries(metadata.map(({ name, value }) => [name, value])),
          }))
        );
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

describe("Loki's refusals", () => {
  const stream = '{_host="h"}';
  for (const [text, kind] of [
    [
      `entry for stream '${stream}' has timestamp too old: 2026-11-01T00:00:00Z, oldest acceptable timestamp is: 2026-11-15T00:00:00Z`,
      'too old',
    ],
    [`entry for stream '${stream}' has timestamp too new: 2027-01-01T00:00:00Z`, 'too new'],
    [
      `entry with timestamp 2026-11-23 00:00:00 ignored, reason: 'entry too far behind, entry timestamp is: x', user 'fake', total ignored: 1 out of 1`,
      'too far behind',
    ],
    [
      `max entry size '1024' bytes exceeded for stream '${stream}' while adding an entry with length '2000' bytes`,
      'line too long',
    ],
    [`entry for stream '${stream}' has 7 label names; limit 5`, 'too many labels'],
    [`maximum active stream limit exceeded when trying to create stream ${stream}, reduce`, 'too many streams'],
    [`stream '${stream}' includes structured metadata, but this feature is disallowed.`, 'no metadata'],
    ["ingestion rate limit exceeded for user fake (limit: 10 bytes/sec) while attempting to ingest '60' lines", 'rate'],
    ['Per stream rate limit exceeded (limit: 3MB/sec) while attempting to ingest for stream', 'rate'],
    ['something else', 'unknown'],
  ] as const) {
    it(`are understood: ${kind}`, () => {
      assert.equal(reasonsOf(text)[0]?.kind, kind);
    });
  }
});

describe('a mend', () => {
  it('stamps with the time of recording first, with now then, and then no more', () => {
    const first = mend(item(1), { kind: 'too far behind' }, 9n);
    assert.deepEqual([first?.timestampNs, first?.metadata.event_time], [5n, '2023-11-14T22:13:20.000000000Z']);
    const second = mend({ ...item(1), entry: first! }, { kind: 'too far behind' }, 9n);
    assert.deepEqual([second?.timestampNs, second?.metadata.event_time], [9n, '2023-11-14T22:13:20.000000000Z']);
    assert.equal(mend({ ...item(1), entry: second! }, { kind: 'too far behind' }, 9n), undefined);
  });
  it('cuts between characters, within the limit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 50 }), fc.integer({ min: 20, max: 60 }), (text, limit) => {
        const short = cut(text, limit);
        assert.ok(Buffer.byteLength(short) <= limit && text.startsWith(short.replace('… (cut)', '')));
      })
    );
  });
  it('keeps a JSON line JSON', () => {
    const line = JSON.stringify({ involvedObject: { kind: 'Pod' }, message: '"\\é'.repeat(2_000) });
    const mended = mend(item(1, { line }), { kind: 'line too long', limit: 1_000 }, 0n);
    assert.ok(Buffer.byteLength(mended!.line) <= 1_000);
    assert.equal((JSON.parse(mended!.line) as { involvedObject: { kind: string } }).involvedObject.kind, 'Pod');
  });
  it('moves labels to the metadata, the host first', () => {
    const mended = mend(item(1), { kind: 'too many streams' }, 0n);
    assert.deepEqual(mended?.labels, { service_name: 'kubernetes-events', _type: 'Normal' });
    assert.equal(mended?.metadata._host, 'h');
  });
});

describe('the stream guard', () => {
  it('moves the widest label of new combinations once there are too many, and leaves the known ones', () => {
    const guard = new StreamGuard(100);
    const make = (host: number): Entry => entry({ labels: { service_name: 's', _host: `h${host}`, _type: 'Normal' } });
    for (let host = 0; host < 6_000; host++) {
      guard.fit(make(host), 0);
    }
    assert.ok(guard.streams <= 125, `${guard.streams}`);
    assert.equal(guard.fit(make(5), 0).labels._host, 'h5');
    const moved = guard.fit(make(5_999), 0);
    assert.deepEqual([moved.labels._host, moved.metadata._host], [undefined, 'h5999']);
  });
  it('has room again for what takes the place of streams long unused', () => {
    const guard = new StreamGuard(1);
    guard.fit(entry(), 0);
    const later = guard.fit(entry({ labels: { _host: 'other' } }), 3 * 3_600_000);
    assert.equal(later.labels._host, 'other');
  });
});

describe('the Loki sink', () => {
  const quiet: LokiReport = {
    retrying: () => undefined,
    pushed: () => undefined,
    mended: () => undefined,
    dropped: () => undefined,
  };
  const permit = { signal: never, mayPush: () => true };

  it('sends nothing without a permit, and stops when it ends', async () => {
    const stop = new AbortController();
    let pushes = 0;
    const push = () => Promise.resolve({ status: (pushes++, 204), text: '', retryAfterMs: 0 });
    const sink = new LokiSink(push, new StreamGuard(10), quiet, () => 0n);
    const delivering = sink.deliver([item(1)], { signal: stop.signal, mayPush: () => false });
    setTimeout(() => stop.abort(), 100);
    await assert.rejects(delivering, /stopped/);
    assert.equal(pushes, 0);
  });

  it('stops retrying when the permit ends, although every wait then returns at once', async () => {
    const stop = new AbortController();
    let pushes = 0;
    const push = () => {
      pushes++;
      stop.abort();
      assert.ok(pushes < 10, 'pushes in a loop');
      return Promise.resolve({ status: 0, text: 'connect ECONNREFUSED', retryAfterMs: 0 });
    };
    const sink = new LokiSink(push, new StreamGuard(10), quiet, () => 0n);
    await assert.rejects(sink.deliver([item(1)], { signal: stop.signal, mayPush: () => true }), /stopped/);
    assert.equal(pushes, 1);
  });

  it('drops only what is refused alone, after all was tried, and tells of it whole', async () => {
    const dropped: Entry[] = [];
    const taken: number[] = [];
    const push = (body: Uint8Array) => {
      const bad = Buffer.from(body).includes('poison');
      if (!bad) {
        taken.push(body.length);
      }
      return Promise.resolve(
        bad ? { status: 400, text: 'I do not like it', retryAfterMs: 0 } : { status: 204, text: '', retryAfterMs: 0 }
      );
    };
    const sink = new LokiSink(push, new StreamGuard(10), { ...quiet, dropped: (e) => dropped.push(e) }, () => 0n);
    await sink.deliver([item(1)], permit);
    await sink.deliver([item(2), item(3, { line: 'poison' }), item(4)], permit);
    assert.deepEqual(
      dropped.map(({ line }) => line),
      ['poison']
    );
    assert.ok(taken.length >= 2);
  });
});

describe('a queue', () => {
  it('makes whoever puts wait while it is full, and goes on in order', async () => {
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

describe('segments', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'segments-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function reopened(): string[] {
    const found: string[] = [];
    const segments = new Segments(folder);
    segments.open((payload) => found.push(payload));
    segments.close();
    return found;
  }

  it('read back what was appended, over many files', () => {
    const segments = new Segments(folder);
    segments.open(() => 0);
    const records = Array.from({ length: 40 }, (_, index) => `${index} ${'ö'.repeat(200_000)}`);
    records.forEach((record, index) => segments.append(record, index));
    assert.ok(readdirSync(folder).length > 1);
    assert.deepEqual(
      records.map(() => segments.read()),
      records
    );
    segments.release(30);
    assert.equal(reopened().at(-1), records.at(-1));
  });

  for (const [what, tear] of [
    ['a part of a record', (file: string) => appendFileSync(file, Buffer.from([9, 0, 0, 0, 1, 2, 3, 4, 5, 6]))],
    ['zeros', (file: string) => appendFileSync(file, Buffer.alloc(100))],
    ['a cut in the last record', (file: string) => truncateSync(file, 20)],
  ] as const) {
    it(`drop what a crash left torn: ${what}`, () => {
      const segments = new Segments(folder);
      segments.open(() => 0);
      segments.append('first', 1);
      segments.append('second', 2);
      tear(path.join(folder, readdirSync(folder)[0]!));
      const whole = what === 'a cut in the last record' ? ['first'] : ['first', 'second'];
      assert.deepEqual(reopened(), whole);
      assert.deepEqual(reopened(), whole);
    });
  }
});
