import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { create, NUMBERS, oldEvent } from '../collector/events.ts';
import { Bed, until } from '../collector/harness.ts';
import { DistributedLoki } from './distributed-loki.ts';
import { DEPLOY } from './objects.ts';

const TENANT = 'team-a';
let eu: Bed;
let us: Bed;
let loki: DistributedLoki;
before(async () => {
  [eu, us] = await Promise.all([Bed.start({ only: ['kube-apiserver'] }), Bed.start({ only: ['kube-apiserver'] })]);
  loki = await DistributedLoki.start(eu, 1);
});
after(() => Promise.all([eu.end(), us.end()]));

/** How many events each cluster has in Loki, by its label. */
async function clusters(tenant = TENANT): Promise<Record<string, number>> {
  const logql = 'sum by (cluster) (count_over_time({service_name="kubernetes-events", _namespace="shop"}[1h]))';
  const query = new URLSearchParams({ query: logql }).toString();
  const headers = { 'X-Scope-OrgID': tenant };
  const answer = await fetch(`${loki.url('query-frontend')}/loki/api/v1/query?${query}`, { headers });
  const text = await answer.text();
  // Until all components know the ingester.
  if (text.includes('empty ring')) {
    return {};
  }
  assert.ok(answer.ok, text);
  const { data } = JSON.parse(text) as {
    data: { result: Array<{ metric: { cluster: string }; value: [number, string] }> };
  };
  return Object.fromEntries(data.result.map(({ metric, value }) => [metric.cluster, Number(value[1])]));
}

describe("Loki's microservices, configured as deploy/loki/distributed.yaml says,", () => {
  it('keep the events of two clusters apart, each once, and from other tenants', async () => {
    const receivers = { loki: { url: `${loki.url('distributor')}/loki/api/v1/push`, tenant: TENANT } };
    for (const [bed, cluster, many] of [
      [eu, 'eu', 120],
      [us, 'us', 80],
    ] as const) {
      await bed.namespace('shop');
      await create(
        bed.stack,
        NUMBERS.slice(0, many).map((number) => oldEvent('shop', number))
      );
      bed.collector({ config: { receivers, cluster }, lokiUrl: loki.url('distributor') });
    }
    let found: Record<string, number> = {};
    const all = async (): Promise<boolean> => {
      found = await clusters();
      return (found.eu ?? 0) >= 120 && (found.us ?? 0) >= 80;
    };
    await until(all, 60_000, () => JSON.stringify(found));
    assert.deepEqual(found, { eu: 120, us: 80 });
    assert.deepEqual(await clusters('team-b'), {});
  });

  it('write them to the object storage, and count each once from there as well', async () => {
    assert.equal((await fetch(`${loki.url('ingester-0')}/flush`, { method: 'POST' })).status, 204);
    await until(() => globSync(`${loki.objectStore}/${TENANT}/**/*`).length > 0, 30_000);
    assert.deepEqual(await clusters(), { eu: 120, us: 80 });
  });

  it("have what the example values for Grafana's chart have", () => {
    const read = (file: string): Record<string, unknown> =>
      parse(readFileSync(path.join(DEPLOY, 'loki', file), 'utf8')) as Record<string, unknown>;
    const config = read('distributed.yaml');
    const { loki: values } = read('values-distributed.yaml') as { loki: Record<string, unknown> };
    for (const part of ['limits_config', 'ingester', 'compactor', 'auth_enabled']) {
      assert.deepEqual(values[part], config[part], part);
    }
    assert.deepEqual(values.schemaConfig, config.schema_config);
  });
});
