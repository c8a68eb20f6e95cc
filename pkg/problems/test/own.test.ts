import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type EventRecord } from '@kubernetes-events/event';
import { bucketsOf } from '../src/buckets.ts';
import { NEWEST, newestOf } from '../src/own.ts';
import { type Problem } from '../src/problem.ts';
import { type Span, type Store } from '../src/store.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 25, 18);
const buckets = bucketsOf({ from: NOW - 180 * MINUTE, to: NOW });

/** A problem of an hour with this number of occurrences in each minute. */
const problem = (occurrences: number): Problem =>
  ({
    startMs: NOW - 60 * MINUTE,
    lastMs: NOW,
    counts: Array.from({ length: buckets.count }, (_, at) => (at >= buckets.count - 60 ? occurrences : 0)),
    buckets,
  }) as Problem;

/** A store with one event in each minute of the hour, or several. */
function fake(inMinute: number) {
  const spans: Span[] = [];
  const store: Store = {
    metric: async () => [],
    list: async (_, span, __, limit) => {
      spans.push(span);
      const minutes = Math.round((span.to - 1 - span.from) / MINUTE);
      return Array.from({ length: Math.min(limit, minutes * inMinute) }, () => ({}) as EventRecord);
    },
  };
  return { store, spans };
}

describe('the newest events of a problem', () => {
  it('are read from the whole problem if they are few', async () => {
    const { store, spans } = fake(1);
    const { found, partly } = await newestOf(store, {}, problem(1));
    assert.deepEqual(spans, [{ from: NOW - 60 * MINUTE, to: NOW + 1 }]);
    assert.deepEqual([found.length, partly], [60, false]);
  });

  it('are read from no more of the range than the counts say is enough, which is said', async () => {
    const { store, spans } = fake(30);
    const { found, partly } = await newestOf(store, {}, problem(30));
    assert.deepEqual(spans, [{ from: NOW - (NEWEST / 30) * MINUTE, to: NOW + 1 }]);
    assert.deepEqual([found.length, partly], [NEWEST, true]);
  });

  it('are read from the rest too if each counts for many occurrences', async () => {
    const { store, spans } = fake(1);
    const { found, partly } = await newestOf(store, {}, problem(100));
    assert.deepEqual(
      spans.map(({ from }) => from),
      [NOW - 3 * MINUTE, NOW - 60 * MINUTE]
    );
    assert.deepEqual([found.length, partly], [60, false]);
  });
});
