import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Entry, type Event } from '@kubernetes-events/event';
import { type Item } from '../src/delivery/item.ts';
import { encodePush, streamed } from '../src/delivery/loki/encode.ts';
import { Queue } from '../src/delivery/queue.ts';
import { trimManagedFields } from '../src/kubernetes/managed-fields.ts';
import { recordedAt } from '../src/pipeline/recorded.ts';
import { type DecodedEntry, decodePush } from './decode-push.ts';

/** Lengths around those at which a length takes one more byte; one to four bytes a character. */
const LENGTHS = [0, 1, 42, 43, 47, 48, 49, 63, 64, 127, 128, 129, 5_461, 5_462, 16_383, 16_384, 70_000];
const STRINGS = ['a', 'é', '漢', '😀', '\0'].flatMap((unit) => LENGTHS.map((length) => unit.repeat(length)));

const pushed = (part: Partial<Entry>): DecodedEntry =>
  decodePush(encodePush(streamed([{ labels: { a: 'b' }, timestampNs: 0n, line: '', metadata: {}, ...part }])))[0]!;

test('a push carries lines and metadata of any length and alphabet unchanged', () => {
  for (const text of STRINGS) {
    const { line, metadata } = pushed({ line: text, metadata: { [`name ${text}`]: text } });
    assert.equal(line, text);
    assert.deepEqual(metadata, { [`name ${text}`]: text }, `${text.length} units`);
  }
});

test('a push carries times to the nanosecond, up to the largest that Loki keeps', () => {
  for (const ns of [0n, 1n, 999_999_999n, 1_790_000_000_123_456_789n, 2n ** 31n * 1_000_000_000n, 2n ** 63n - 1n]) {
    assert.equal(pushed({ timestampNs: ns }).ns, ns);
  }
});

test('a push has each stream once, its entries in their order', () => {
  const entry = (label: string, line: string): Entry => ({ labels: { label }, timestampNs: 1n, line, metadata: {} });
  const decoded = decodePush(encodePush(streamed([entry('a', '1'), entry('b', '2'), entry('a', '3')])));
  assert.deepEqual(
    decoded.map(({ stream, line }) => [stream, line]),
    [
      ['{label="a"}', '1'],
      ['{label="a"}', '3'],
      ['{label="b"}', '2'],
    ]
  );
});

test('an event without its managed fields still has the time at which the API server took it', () => {
  const event = (): Event => ({
    metadata: {
      creationTimestamp: '2026-01-01T00:00:00Z',
      resourceVersion: '1234567',
      managedFields: [{ time: '2026-01-01T00:00:05Z', fieldsV1: { a: {} } }, { time: '2026-01-01T00:00:03Z' }, null],
    },
  });
  const trimmed = trimManagedFields(event());
  assert.equal(recordedAt(trimmed), recordedAt(event()));
  assert.deepEqual(trimmed.metadata?.managedFields, [{ time: '2026-01-01T00:00:05Z' }]);
});

test("a list's entries wait for room sooner than a watch's, and are taken when there is some", async () => {
  const queue = new Queue({ maxBytes: 100, maxEntries: 100, maxListedBytes: 10 });
  const item = (listed: boolean): Item => ({ bytes: 10, listed }) as Item;
  const { signal } = new AbortController();
  assert.equal(queue.put(item(true), signal), true);
  const waiting = queue.put(item(true), signal);
  assert.notEqual(waiting, true);
  assert.equal(queue.put(item(false), signal), true);
  assert.equal(queue.take(Infinity).length, 2);
  assert.equal(await waiting, true);
  assert.equal(queue.length, 1);
});

test('an item that waits for room is given up when the signal fires', async () => {
  const queue = new Queue({ maxBytes: 10, maxEntries: 100 });
  const stop = new AbortController();
  const item = { bytes: 10 } as Item;
  assert.equal(queue.put(item, stop.signal), true);
  const waiting = queue.put(item, stop.signal);
  stop.abort();
  assert.equal(await waiting, false);
  assert.equal(queue.length, 1);
});
