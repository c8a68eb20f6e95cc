import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { entryOf, type Event, readLine } from '@kubernetes-events/event';
import { withAcceptedTime } from '../src/pipeline/entry-time.ts';
import { filterOf } from '../src/pipeline/filter.ts';
import { Occurrences } from '../src/pipeline/occurrences.ts';
import { recordedAt } from '../src/pipeline/recorded.ts';

const counted = (uid: string, count: number, series?: number): Event => ({
  metadata: { uid, resourceVersion: String(count) },
  count,
  ...(series !== undefined && { series: { count: series } }),
});

describe('an increment', () => {
  it('is one for a new event, whatever its count: the others were recorded earlier', () => {
    assert.equal(new Occurrences().increment(counted('a', 7), 'added'), 1);
  });
  it('is all of them in a backfill', () => {
    assert.equal(new Occurrences().increment(counted('a', 7), 'backfill'), 7);
  });
  it('is the difference once the count is known: also of a series that jumps, and over a gap', () => {
    const occurrences = new Occurrences();
    occurrences.remember(counted('a', 0, 2));
    assert.equal(occurrences.increment(counted('a', 0, 40), 'modified'), 38);
    assert.equal(occurrences.increment(counted('a', 0, 40), 'gap'), 38);
  });
  it('is none where only a label changed, and never less than none', () => {
    const occurrences = new Occurrences();
    occurrences.remember(counted('a', 3));
    assert.equal(occurrences.increment(counted('a', 3), 'modified'), 0);
    assert.equal(occurrences.increment(counted('a', 2), 'modified'), 0);
  });
  it('is at most one for what is not known after a gap', () => {
    assert.equal(new Occurrences().increment(counted('a', 9), 'gap'), 1);
  });
  it('is that of another event when a name comes again with a new uid', () => {
    const occurrences = new Occurrences();
    occurrences.remember(counted('a', 5));
    assert.equal(occurrences.increment(counted('b', 1), 'added'), 1);
  });
  it('comes from a bounded memory', () => {
    const occurrences = new Occurrences(3);
    for (const uid of ['a', 'b', 'c', 'a', 'd']) {
      occurrences.remember(counted(uid, 5));
    }
    assert.equal(occurrences.size, 3);
    assert.equal(occurrences.increment(counted('a', 9), 'modified'), 4);
    assert.equal(occurrences.increment(counted('b', 9), 'modified'), 1);
  });
});

describe('a filter', () => {
  const event = (reason: string, message = ''): Event => ({ reason, message, involvedObject: { kind: 'Pod' } });
  it('keeps all without rules', () => {
    assert.ok(filterOf([], [])(event('BackOff')));
  });
  it('keeps what matches all fields of any include rule', () => {
    const keeps = filterOf([{ reason: 'Back.*', 'involvedObject.kind': 'Pod' }, { reason: 'Failed' }], []);
    assert.deepEqual(
      ['BackOff', 'Failed', 'FailedMount'].map((reason) => keeps(event(reason))),
      [true, true, false]
    );
  });
  it('drops what matches an exclude rule, over several lines too', () => {
    const keeps = filterOf([], [{ message: '.*timeout.*' }]);
    assert.deepEqual([keeps(event('x', 'a\ntimeout\nb')), keeps(event('x', 'fine'))], [false, true]);
  });
});

describe('when an event was recorded', () => {
  it('is the newest time of its managed fields, with the digits of its revision', () => {
    const managedFields = [{ time: '2026-01-01T00:00:00Z' }, { time: '2026-01-01T00:01:00Z' }, null, {}];
    const metadata = { creationTimestamp: '2026-01-01T00:00:00Z', resourceVersion: '12345678', managedFields };
    assert.equal(recordedAt({ metadata }), BigInt(Date.UTC(2026, 0, 1, 0, 1)) * 1_000_000n + 345_678n);
  });
  it('takes the place of a time that is hours before it, which is kept beside it', () => {
    const metadata = { creationTimestamp: '2026-01-01T03:00:00Z', resourceVersion: '5' };
    const late = { metadata, lastTimestamp: '2026-01-01T00:00:00Z' };
    const entry = withAcceptedTime(entryOf(late, 1), recordedAt(late));
    assert.equal(entry.timestampNs, recordedAt(late));
    assert.equal(entry.metadata.event_time, '2026-01-01T00:00:00.000000005Z');
    assert.equal(readLine(entry.line, entry.timestampNs).event.lastTimestamp, late.lastTimestamp);
    const soon = entryOf({ metadata, lastTimestamp: '2026-01-01T02:30:00Z' }, 1);
    assert.equal(withAcceptedTime(soon, recordedAt(late)), soon);
  });
  it('is not known of an event that says nothing', () => {
    assert.equal(recordedAt({}), 0n);
    assert.equal(withAcceptedTime(entryOf({}, 1), 0n).timestampNs, 0n);
  });
});
