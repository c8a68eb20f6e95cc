import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { entryOf, recordOf } from '@kubernetes-events/event';
import { problemsIn } from '../src/candidates.ts';
import { withDetails } from '../src/details.ts';
import { type Store } from '../src/store.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 26, 18);

const onNode = (reason: string, atMs: number) => {
  const { timestampNs, line, labels, metadata } = entryOf(
    {
      involvedObject: { kind: 'Node', name: 'n3' },
      reason,
      message: reason,
      lastTimestamp: new Date(atMs).toISOString(),
    },
    1,
    {},
    {}
  );
  return recordOf({ timestampNs: String(timestampNs), line, labels: { ...labels, ...metadata } });
};

describe('withDetails', () => {
  it('does not take the events that a problem of a Node is counted from as evidence for it', async () => {
    const events = [onNode('NodeNotReady', NOW - 2 * MINUTE), onNode('NodeHasDiskPressure', NOW - 3 * MINUTE)];
    const store: Store = {
      metric: () => Promise.resolve([]),
      list: ({ filters = [] }) => {
        const wanted = filters.find(({ field }) => field === 'reason')?.values;
        return Promise.resolve(events.filter(({ reason }) => wanted?.includes(reason)));
      },
    };
    const group = { cluster: '', namespace: '', workload: 'Node/n3', kind: 'Node', type: '', sign: '' };
    const buckets = { from: NOW - 10 * MINUTE, step: MINUTE, count: 10 };
    const counts = buckets.count - 2;
    const [problem] = problemsIn(
      [
        {
          ...group,
          reason: 'NodeNotReady',
          counts: Array.from({ length: buckets.count }, (_, at) => (at === counts ? 1 : 0)),
        },
      ],
      buckets,
      NOW
    );
    const { details } = await withDetails(store, {}, problem!, NOW);
    assert.deepEqual(
      details?.evidence.map(({ record }) => record.reason),
      ['NodeHasDiskPressure']
    );
  });
});
