import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { entryOf, recordOf } from '@kubernetes-events/event';
import { problemsIn } from '../src/candidates.ts';
import { withNamed } from '../src/named.ts';
import { type Details, type Problem } from '../src/problem.ts';
import { rankOf } from '../src/rank.ts';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 10, 26, 18);
const buckets = { from: NOW - 60 * MINUTE, step: MINUTE, count: 60 };

/** A crash loop whose newest event has this message. */
function crash(namespace: string, workload: string, message: string): Problem {
  const { timestampNs, line, labels, metadata } = entryOf(
    {
      involvedObject: { kind: 'Pod', namespace, name: `${workload}-0` },
      ...{ reason: 'Error', message, type: 'Warning', lastTimestamp: new Date(NOW).toISOString() },
    },
    1,
    {},
    { workload }
  );
  const newest = recordOf({ timestampNs: String(timestampNs), line, labels: { ...labels, ...metadata } });
  const counts = Array.from({ length: buckets.count }, (_, at) => (at > 50 ? 1 : 0));
  const about = { cluster: '', namespace, workload, kind: 'Pod', type: 'Warning', sign: 'exit 1', reason: 'Error' };
  const [problem] = problemsIn([{ ...about, counts }], buckets, NOW);
  assert.ok(problem);
  const details: Details = { newest, pods: [], nodes: [], partly: false, evidence: [], commands: [] };
  return { ...problem, details };
}

describe('problems that name each other', () => {
  const database = crash('shop', 'StatefulSet/postgres', 'out of disk');

  it('put a failing workload whose address a message has beside it, and count it there', () => {
    const clients = [
      crash('shop', 'Deployment/web', 'dial tcp: connect postgres:5432: connection refused'),
      crash('billing', 'Deployment/bills', 'lookup postgres.shop.svc.cluster.local: no such host'),
    ];
    const [first, ...others] = withNamed([database, ...clients]);
    assert.equal(first?.namedBy, 2);
    assert.ok(rankOf(first, NOW).affected > rankOf(database, NOW).affected);
    assert.deepEqual(
      others.map(({ details }) => details?.evidence.map(({ record }) => record.message)),
      [['out of disk'], ['out of disk']]
    );
  });

  const rows: Array<[title: string, message: string, namespace: string]> = [
    ['a word that is the name by chance', 'postgres is not supported', 'shop'],
    ['the name of a longer one', 'connect my-postgres:5432: connection refused', 'shop'],
    ['one of the same name elsewhere', 'connect postgres:5432: connection refused', 'billing'],
  ];
  for (const [title, message, namespace] of rows) {
    it(`do not take ${title} for it`, () => {
      const [first] = withNamed([database, crash(namespace, 'Deployment/web', message)]);
      assert.equal(first?.namedBy, undefined);
    });
  }
});
