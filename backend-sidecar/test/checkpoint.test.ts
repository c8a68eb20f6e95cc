import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
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

describe('the marks of a tracker', () => {
  it('stay few while nothing is acknowledged, with two namespaces and a million positions', () => {
    const tracker = new Tracker({});
    let sequence = 0;
    for (let version = 1; version <= 1_000_000; version++) {
      // Every third is a deletion, which is no entry.
      sequence += version % 3 === 0 ? 0 : 1;
      tracker.mark(version % 2 === 0 ? 'a' : 'b', { version: String(version) }, sequence);
    }
    assert.ok(tracker.size <= 8_192, `${tracker.size} marks`);
    tracker.acknowledge(sequence / 2);
    const half = Number(tracker.checkpoint.a?.version);
    assert.ok(half <= 500_000 && half > 490_000, `${half} of a million is reached`);
    tracker.acknowledge(sequence);
    assert.deepEqual(tracker.checkpoint, { a: { version: '1000000' }, b: { version: '999999' } });
    assert.equal(tracker.size, 0);
  });

  it('never move the checkpoint past what is acknowledged, and move it to the end', () => {
    const mark = fc.record({ scope: fc.constantFrom('a', 'b', 'c'), entries: fc.nat(2), acknowledged: fc.nat(2) });
    fc.assert(
      fc.property(fc.array(mark, { minLength: 1, maxLength: 2_000, size: 'max' }), (marks) => {
        const tracker = new Tracker({});
        const needs = new Map<string, number>();
        const last: Record<string, { version: string }> = {};
        let [sequence, acknowledged] = [0, 0];
        marks.forEach(({ scope, entries, acknowledged: more }, index) => {
          sequence += entries;
          const version = String(index + 1);
          last[scope] = { version };
          needs.set(version, sequence);
          tracker.mark(scope, { version }, sequence);
          acknowledged = Math.min(sequence, acknowledged + more);
          tracker.acknowledge(acknowledged);
          for (const reached of Object.values(tracker.checkpoint)) {
            assert.ok(needs.get(reached.version)! <= acknowledged, `${reached.version} at ${acknowledged}`);
          }
        });
        tracker.acknowledge(sequence);
        assert.deepEqual(tracker.checkpoint, last);
      }),
      { numRuns: 30 }
    );
  });
});

describe('a checkpoint', () => {
  it('reads back as it was written', () => {
    const checkpoint = { a: { version: '12' }, b: { version: '9', list: { version: '30', why: 'gap' as const } } };
    assert.deepEqual(readCheckpoint(writeCheckpoint(checkpoint)), checkpoint);
  });
  it('with a list in parts reads back as it was written', () => {
    const parts = [{ to: 'a/x', version: '30' }];
    const checkpoint = { '*': { version: '0', parts }, b: { version: '9', parts } };
    assert.deepEqual(readCheckpoint(writeCheckpoint(checkpoint)), checkpoint);
  });
  for (const text of [
    undefined,
    '',
    '{',
    '[]',
    '{"*":{"version":"-1"}}',
    '{"*":{}}',
    '"x"',
    '{"*":{"version":5}}',
    '{"*":{"version":"5","parts":[{"to":"a","version":"0"}]}}',
  ]) {
    it(`is empty if it is written as ${text}`, () => assert.deepEqual(readCheckpoint(text), {}));
  }
});

describe('a change of the namespaces', () => {
  it('resumes a namespace from the position of all namespaces', () => {
    assert.deepEqual(resume({ '*': { version: '12' } }, 'a'), { position: { version: '12' }, floors: {} });
  });
  it('resumes all namespaces from the oldest one, and passes over what the others had', () => {
    const checkpoint = { a: { version: '12' }, b: { version: '9' } };
    assert.deepEqual(resume(checkpoint, '*'), { position: { version: '9' }, floors: { a: '12' } });
  });
  it('starts from scratch in a namespace that is not in the checkpoint', () => {
    assert.deepEqual(resume({ a: { version: '12' } }, 'b'), { position: undefined, floors: {} });
  });
  it('does not mix the events with the pods', () => {
    const pods = { version: '7', time: '2026-01-01T00:00:00Z' };
    const checkpoint = { '*': { version: '12' }, 'pods/a': pods, 'pods/b': { version: '9' } };
    assert.deepEqual(resume(checkpoint, 'a'), { position: { version: '12' }, floors: {} });
    assert.deepEqual(resume(checkpoint, 'pods/*'), { position: pods, floors: { b: '9' } });
    assert.deepEqual(resume(checkpoint, 'pods/c'), { position: undefined, floors: {} });
  });

  const scopes = fc.constantFrom(['*'], ['a'], ['b', 'c'], ['a', 'b'], ['*', 'pods/*'], ['a', 'b', 'pods/a', 'pods/b']);
  const checkpoints = fc.dictionary(
    fc.constantFrom('*', 'a', 'b', 'c', 'pods/*', 'pods/a', 'pods/b'),
    fc.integer({ min: 1, max: 99 }).map((version) => ({ version: String(version) }))
  );
  it('keeps each new scope where it resumed, over any number of restarts before it has delivered anything', () => {
    fc.assert(
      fc.property(checkpoints, scopes, (checkpoint, watched) => {
        const tracker = new Tracker(checkpoint);
        tracker.watch(watched);
        const restarted = readCheckpoint(writeCheckpoint(tracker.checkpoint));
        for (const scope of watched) {
          assert.deepEqual(resume(restarted, scope), resume(checkpoint, scope));
        }
      })
    );
  });
  it('keeps a namespace that is ahead of all namespaces until they have caught up', () => {
    const tracker = new Tracker({ a: { version: '12' }, b: { version: '9' } });
    tracker.watch(['*']);
    assert.deepEqual(tracker.checkpoint, { '*': { version: '9' }, a: { version: '12' } });
    tracker.mark('*', { version: '11' }, 1);
    tracker.mark('*', { version: '12' }, 2);
    tracker.acknowledge(1);
    assert.deepEqual(tracker.checkpoint, { '*': { version: '11' }, a: { version: '12' } });
    tracker.acknowledge(2);
    assert.deepEqual(tracker.checkpoint, { '*': { version: '12' } });
  });
});
