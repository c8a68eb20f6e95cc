import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readCheckpoint, resume, writeCheckpoint } from '../src/checkpoint/checkpoint.ts';
import { Tracker } from '../src/checkpoint/tracker.ts';

describe('the tracker', () => {
  it('reaches a position once all entries before it are acknowledged', () => {
    const tracker = new Tracker({});
    tracker.mark('*', { version: '10' }, 1);
    tracker.mark('*', { version: '12' }, 2);
    assert.deepEqual(tracker.checkpoint, {});
    tracker.acknowledge(1);
    assert.deepEqual(tracker.checkpoint, { '*': { version: '10' } });
    tracker.acknowledge(2);
    assert.deepEqual(tracker.checkpoint, { '*': { version: '12' } });
  });

  it('reaches a position without an entry at once where nothing is on its way', () => {
    const tracker = new Tracker({ '*': { version: '5' } });
    tracker.mark('*', { version: '6' }, 0);
    assert.deepEqual(tracker.checkpoint, { '*': { version: '6' } });
  });

  it('keeps each scope apart, and does not grow with positions that say nothing new', () => {
    const tracker = new Tracker({});
    for (let version = 1; version <= 10_000; version++) {
      tracker.mark('a', { version: String(version) }, 1);
    }
    tracker.mark('b', { version: '7' }, 2);
    tracker.acknowledge(1);
    assert.deepEqual(tracker.checkpoint, { a: { version: '10000' } });
    tracker.acknowledge(2);
    assert.deepEqual(tracker.checkpoint, { a: { version: '10000' }, b: { version: '7' } });
  });
});

describe('a checkpoint', () => {
  it('reads back as it was written', () => {
    const checkpoint = { a: { version: '12' }, b: { version: '9', list: { version: '30', why: 'gap' as const } } };
    assert.deepEqual(readCheckpoint(writeCheckpoint(checkpoint)), checkpoint);
  });
  it('that is none of ours is none', () => {
    for (const text of [undefined, '', '{', '[]', '{"*":{"version":"0"}}', '{"*":{}}', '"x"', '{"*":{"version":5}}']) {
      assert.deepEqual(readCheckpoint(text), {}, text);
    }
  });
  it('goes on for a namespace from that of all namespaces', () => {
    assert.deepEqual(resume({ '*': { version: '12' } }, 'a'), { position: { version: '12' }, floors: {} });
  });
  it('goes on for all namespaces from the oldest one, past what the others had', () => {
    const checkpoint = { a: { version: '12' }, b: { version: '9' } };
    assert.deepEqual(resume(checkpoint, '*'), { position: { version: '9' }, floors: { a: '12', b: '9' } });
  });
  it('begins anew for a namespace that it does not know', () => {
    assert.deepEqual(resume({ a: { version: '12' } }, 'b'), { position: undefined, floors: {} });
  });
});
