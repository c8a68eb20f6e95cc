import assert from 'node:assert/strict';
import { test } from 'node:test';
import protobuf from 'protobufjs/minimal.js';
import { type Event } from '@kubernetes-events/event';
import { type Item } from '../src/delivery/item.ts';
import { WireWriter } from '../src/delivery/loki/wire.ts';
import { Queue } from '../src/delivery/queue.ts';
import { trimManagedFields } from '../src/kubernetes/managed-fields.ts';
import { recordedAt } from '../src/pipeline/recorded.ts';

/** Lengths around those at which a length takes one more byte, or another way is taken; one to three bytes a unit. */
const LENGTHS = [0, 1, 42, 43, 47, 48, 49, 63, 64, 127, 128, 129, 5_461, 5_462, 16_383, 16_384, 70_000];
const STRINGS = ['a', 'é', '漢', '😀', '\0'].flatMap((unit) => LENGTHS.map((length) => unit.repeat(length)));

test('a message within a message is what protobufjs writes', () => {
  const ours = new WireWriter(1);
  for (const text of STRINGS) {
    ours.reset();
    const outer = ours.open(1);
    const inner = ours.open(3);
    ours.string(2, text);
    ours.close(inner);
    ours.string(4, text);
    ours.close(outer);
    const theirs = protobuf.Writer.create();
    theirs.uint32(10).fork().uint32(26).fork().uint32(18).string(text).ldelim().uint32(34).string(text).ldelim();
    assert.deepEqual(Buffer.from(ours.written()), Buffer.from(theirs.finish()), `${text.length} units`);
  }
});

test('numbers are what protobufjs writes, up to the largest time that Loki keeps', () => {
  const ours = new WireWriter();
  for (const number of [0, 1, 127, 128, 999_999_999, 1_790_000_000, 2 ** 31, 9_223_372_036, Number.MAX_SAFE_INTEGER]) {
    ours.reset();
    ours.number(1, number);
    const theirs = protobuf.Writer.create().uint32(8).uint64(number).finish();
    assert.deepEqual(Buffer.from(ours.written()), Buffer.from(theirs), String(number));
  }
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
