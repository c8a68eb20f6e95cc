import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { entryOf, type EventRecord, recordOf } from '@kubernetes-events/event';
import { problemsIn } from '../src/candidates.ts';
import { type Buckets } from '../src/buckets.ts';
import { withDetails, withNodeTrouble } from '../src/details.ts';
import { type Problem } from '../src/problem.ts';
import { rankOf } from '../src/rank.ts';
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

const storeOf = (events: readonly EventRecord[]): Store => ({
  metric: () => Promise.resolve([]),
  list: ({ filters = [] }) => {
    const wanted = filters.find(({ field }) => field === 'reason')?.values;
    return Promise.resolve(events.filter(({ reason }) => wanted?.includes(reason)));
  },
});

/** A Node that is not ready once, in one of the buckets. */
function counted(buckets: Buckets, bucket: number): Problem {
  const about = { cluster: '', namespace: '', workload: 'Node/n3', kind: 'Node', type: '', sign: '' };
  const counts = Array.from({ length: buckets.count }, (_, at) => (at === bucket ? 1 : 0));
  const [problem] = problemsIn([{ ...about, reason: 'NodeNotReady', counts }], buckets, NOW);
  assert.ok(problem);
  return problem;
}

const onPod = (name: string, reason: string, atMs: number, type = 'Normal', message = reason) => {
  const { timestampNs, line, labels, metadata } = entryOf(
    {
      involvedObject: { kind: 'Pod', namespace: 'shop', name },
      ...{ reason, message, type },
      lastTimestamp: new Date(atMs).toISOString(),
    },
    1,
    {},
    { workload: 'Deployment/web' }
  );
  return recordOf({ timestampNs: String(timestampNs), line, labels: { ...labels, ...metadata } });
};

const unschedulable = (name: string, agoMs: number) =>
  onPod(name, 'FailedScheduling', NOW - agoMs, 'Warning', '0/3 nodes are available: 3 Insufficient cpu.');

/** Pods of a Deployment that could not be scheduled a minute ago. */
function pending(): Problem {
  const about = { cluster: '', namespace: 'shop', workload: 'Deployment/web', kind: 'Pod', type: 'Warning', sign: '' };
  const buckets = { from: NOW - 10 * MINUTE, step: MINUTE, count: 10 };
  const counts = Array.from({ length: buckets.count }, (_, at) => (at >= 7 ? 1 : 0));
  const [problem] = problemsIn([{ ...about, reason: 'FailedScheduling', counts }], buckets, NOW);
  assert.ok(problem);
  return problem;
}

describe('withDetails', () => {
  it('calls a problem over once each of its pods continued after it', async () => {
    const events = [
      onPod('web-1', 'Scheduled', NOW - MINUTE),
      onPod('web-2', 'Scheduled', NOW - MINUTE),
      unschedulable('web-1', 2 * MINUTE),
      unschedulable('web-2', 3 * MINUTE),
    ];
    const { state, details } = await withDetails(storeOf(events), {}, pending(), NOW);
    assert.deepEqual([state, details?.recovered], ['over', true]);
  });

  it('does not call it over if one pod waits on, whatever it did before', async () => {
    const events = [
      onPod('web-1', 'Scheduled', NOW - MINUTE),
      unschedulable('web-1', 2 * MINUTE),
      unschedulable('web-2', 2 * MINUTE),
      onPod('web-2', 'Scheduled', NOW - 3 * MINUTE),
    ];
    const { state, details } = await withDetails(storeOf(events), {}, pending(), NOW);
    assert.deepEqual([state, details?.recovered], ['ongoing', false]);
  });

  it('ranks pods that wait above those that may pass by themselves', async () => {
    const waits = await withDetails(storeOf([unschedulable('web-1', MINUTE)]), {}, pending(), NOW);
    assert.ok(rankOf(waits, NOW).score > rankOf(pending(), NOW).score);
  });

  it('does not take the events that a problem of a Node is counted from as evidence for it', async () => {
    const events = [onNode('NodeNotReady', NOW - 2 * MINUTE), onNode('NodeHasDiskPressure', NOW - 3 * MINUTE)];
    const problem = counted({ from: NOW - 10 * MINUTE, step: MINUTE, count: 10 }, 8);
    const { details } = await withDetails(storeOf(events), {}, problem, NOW);
    assert.deepEqual(
      details?.evidence.map(({ record }) => record.reason),
      ['NodeHasDiskPressure']
    );
  });

  it('says whether it is still so by the last event, as a long bucket cannot', async () => {
    const problem = counted({ from: NOW - 120 * MINUTE, step: 30 * MINUTE, count: 4 }, 3);
    const read = await withDetails(storeOf([onNode('NodeNotReady', NOW - 14 * MINUTE)]), {}, problem, NOW);
    assert.deepEqual([problem.state, read.state], ['ongoing', 'quiet']);
  });
});

describe('withNodeTrouble', () => {
  it('is evidence for what runs on a node, and not for the problem of the node itself', async () => {
    const events = [onNode('NodeNotReady', NOW - 2 * MINUTE), unschedulable('web-1', MINUTE)];
    const node = counted({ from: NOW - 10 * MINUTE, step: MINUTE, count: 10 }, 8);
    const details = async (problem: Problem): Promise<Problem> => {
      const read = await withDetails(storeOf(events), {}, problem, NOW);
      return { ...read, details: { ...read.details!, nodes: ['n3'] } };
    };
    const found = await withNodeTrouble(storeOf(events), {}, [await details(node), await details(pending())]);
    assert.deepEqual(
      found.map((problem) => problem.details?.evidence.map(({ record }) => record.reason)),
      [[], ['NodeNotReady']]
    );
  });
});
