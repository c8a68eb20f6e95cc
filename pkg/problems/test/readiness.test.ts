import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bucketCountedAt, bucketStart, type Buckets } from '../src/buckets.ts';
import { Readiness } from '../src/readiness.ts';
import { type Series, type Span, type Store, TooManySeries } from '../src/store.ts';

const MINUTE = 60_000;
const buckets: Buckets = { from: Date.UTC(2026, 10, 26, 12), step: 5 * MINUTE, count: 72 };
/** The first bucket of the newest hour. */
const HOUR_AGO = 60;

/** Each of these workloads fails once in each bucket; more than one bucket of an hour is too much to count at once. */
function fake(workloads: readonly string[], isRefused = false) {
  const asked: Span[] = [];
  const store: Store = {
    metric: async (expr, span, stepMs) => {
      asked.push(span);
      const isOfSome = expr.includes('workload=~') || expr.includes('workload="');
      if (isRefused && !isOfSome && bucketCountedAt(buckets, span.to) < HOUR_AGO) {
        throw new TooManySeries('maximum of series (500) reached for a single query');
      }
      const times = Array.from({ length: (span.to - span.from) / stepMs + 1 }, (_, at) => span.from + at * stepMs);
      return workloads.map((workload): Series => ({ labels: { workload }, times, values: times.map(() => 1) }));
    },
    list: async () => [],
  };
  return { readiness: new Readiness(store, {}, buckets), asked };
}

const counted = (series: readonly Series[]): number => series.reduce((sum, { values }) => sum + values.length, 0);

describe('failed readiness probes', () => {
  it('are counted once each, the newest hour first', async () => {
    const { readiness, asked } = fake(['Deployment/web']);
    const newest = await readiness.newest();
    assert.equal(counted(newest), buckets.count - HOUR_AGO);
    const earlier = [await readiness.backTo(66), await readiness.backTo(40), await readiness.backTo(0)];
    assert.deepEqual(earlier.map(counted), [0, HOUR_AGO - 40, 40]);
    assert.equal(readiness.partlyFrom, undefined);
    assert.equal(asked.length, 3);
  });

  it('go back no further if too many workloads have them, but for those that fail often now', async () => {
    const { readiness, asked } = fake(['Deployment/web'], true);
    await readiness.newest();
    assert.equal(counted(await readiness.backTo(40)), HOUR_AGO);
    assert.equal(readiness.partlyFrom, bucketStart(buckets, HOUR_AGO));
    const before = asked.length;
    assert.deepEqual(await readiness.backTo(0), []);
    assert.equal(asked.length, before);
  });

  it('are asked for once in a range of an hour', async () => {
    const { readiness, asked } = fake([]);
    const short = new Readiness({ metric: async () => [], list: async () => [] }, {}, { ...buckets, count: 12 });
    await short.newest();
    assert.deepEqual(await short.backTo(0), []);
    assert.equal(readiness.partlyFrom, undefined);
    assert.equal(asked.length, 0);
  });
});
