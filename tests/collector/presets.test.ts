import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { count } from '../loki/loki.ts';
import { create, NUMBERS, oldEvent } from './events.ts';
import { Bed, until } from './harness.ts';
import { assertKeptOnce } from './kept.ts';

/** Every tenth event is a warning, every third is of one node. */
const EXPECTED = { all: NUMBERS.length, warnings: NUMBERS.length / 10, ofNode: NUMBERS.length / 3 };
type Found = typeof EXPECTED;

/** Queries made for the other program, by the namespace of the events. */
const QUERIES: Record<string, (namespace: string) => Record<keyof Found, string>> = {
  'k8s-monitoring': (namespace) => {
    const job = `cluster="eu", job="integrations/kubernetes/eventhandler", namespace="${namespace}"`;
    return {
      all: `{${job}, reason="Numbered"}`,
      warnings: `{${job}, k8s_cluster_name="eu", level="Warning"} | logfmt | kind="Pod"`,
      ofNode: `{${job}} | node="node-0"`,
    };
  },
  otel: (namespace) => {
    const streams = `k8s_cluster_name="eu", k8s_namespace_name="${namespace}"`;
    return {
      all: `{${streams}} | k8s_event_reason="Numbered"`,
      warnings: `{${streams}} | severity_text="Warning" | k8s_object_kind="Pod"`,
      ofNode: `{${streams}} | k8s_node_name="node-0"`,
    };
  },
};

describe('a collector with names of another program', () => {
  let bed: Bed;
  before(async () => {
    bed = await Bed.start();
  });
  after(() => bed.end());

  const countOf = (query: string): Promise<number> => count(bed.stack.lokiUrl, `sum(count_over_time(${query} [1h]))`);
  const some = (namespace: string, from: number, to: number): object[] =>
    NUMBERS.slice(from, to).map((number) => oldEvent(namespace, number));

  for (const [labelPreset, queriesOf] of Object.entries(QUERIES)) {
    it(`keeps every event once over the death of the leader, and queries for ${labelPreset} find all`, async () => {
      const namespace = await bed.namespace(labelPreset);
      const config = { labelPreset, cluster: 'eu', filters: { namespaces: [namespace] } };
      const [leader, other] = await bed.leaderAndOther({ config });
      await create(bed.stack, some(namespace, 0, 100));
      await leader.kill('SIGKILL');
      await create(bed.stack, some(namespace, 100, 200));
      await other.logged('"leading"', 18_000);
      await create(bed.stack, some(namespace, 200, 300));
      await assertKeptOnce(bed.stack, namespace, NUMBERS);
      const { all, warnings, ofNode } = queriesOf(namespace);
      const found = { all: await countOf(all), warnings: await countOf(warnings), ofNode: await countOf(ofNode) };
      assert.deepEqual(found, EXPECTED);
      assert.equal(await other.kill('SIGTERM'), 0);
    });
  }

  it('keeps every event once while the names change with a restart', async () => {
    const namespace = await bed.namespace('changed');
    const start = (labelPreset: string): ReturnType<Bed['collector']> =>
      bed.collector({
        args: ['-le'],
        config: { labelPreset, filters: { namespaces: [namespace] }, leaderElection: { leaseName: 'changed' } },
      });
    const first = start('kubernetes-events');
    await first.logged('"leading"');
    await create(bed.stack, some(namespace, 0, 150));
    await until(async () => (await countOf(`{_namespace="${namespace}"}`)) === 150, 30_000);
    assert.equal(await first.kill('SIGTERM'), 0);
    const next = start('otel');
    await create(bed.stack, some(namespace, 150, 300));
    await assertKeptOnce(bed.stack, namespace, NUMBERS);
    assert.equal(await countOf(`{k8s_namespace_name="${namespace}"}`), 150);
    assert.equal(await next.kill('SIGTERM'), 0);
  });
});
