import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { create, oldEvent } from './events.ts';
import { Bed, until } from './harness.ts';
import { count, find } from '../loki/loki.ts';

/** One more than Loki's default limit of streams a tenant has room for, and some. */
const HOSTS = 6_000;
const NAMESPACES = 6;

describe("6,000 hosts, against Loki's limit of 5,000 streams", () => {
  let bed: Bed;
  before(async () => {
    bed = await Bed.start();
  });
  after(() => bed.end());

  it('are all kept, each found by its host', async () => {
    const namespaces = await Promise.all(Array.from({ length: NAMESPACES }, (_, at) => bed.namespace(`hosts-${at}`)));
    const collector = bed.collector();
    await collector.logged('"msg":"watching"');
    await create(
      bed.stack,
      Array.from({ length: HOSTS }, (_, number) => ({
        ...oldEvent(namespaces[number % NAMESPACES]!, number),
        source: { component: 'test', host: `worker-${number}` },
      }))
    );
    // Not what the API server itself may say of its Service.
    const base = '{service_name="kubernetes-events"} | _namespace!="default"';
    const total = (): Promise<number> => count(bed.stack.lokiUrl, `sum(count_over_time(${base} [1h]))`);
    await until(async () => (await total()) >= HOSTS, 60_000);
    assert.equal(await total(), HOSTS);
    for (const host of ['worker-0', 'worker-1999', 'worker-2000', 'worker-5999']) {
      const found = await count(bed.stack.lokiUrl, `sum(count_over_time(${base} | _host="${host}" [1h]))`);
      assert.equal(found, 1, host);
    }
    const moved = await count(bed.stack.lokiUrl, `sum(count_over_time({_kind="Pod", _host=""} [1h]))`);
    assert.ok(moved > 0 && moved < HOSTS, `${moved} have their host in the metadata`);
    const fallback = '{service_name="kubernetes-events", _host="", _namespace="", _type=""}';
    const [first] = (await find(bed.stack.lokiUrl, fallback)).reverse();
    assert.ok(
      first?.labels._host && first.labels._namespace && first.labels._type,
      'the query of docs/query-cookbook.md'
    );
    assert.equal(
      collector.lines.some((line) => line.includes('maximum active stream limit')),
      false
    );
  });
});
