import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse } from 'yaml';
import { create, NUMBERS, oldEvent } from '../collector/events.ts';
import { Bed, type Collector, until } from '../collector/harness.ts';
import { load, NAMESPACES } from '../collector/soak/load.ts';
import { countIn, type Tally, tally } from '../collector/soak/tally.ts';
import { groups } from '../loki/loki.ts';
import { DistributedLoki, INGESTERS, QUERIERS } from './distributed-loki.ts';
import { DEPLOY } from './objects.ts';
import { S3 } from './s3.ts';

const TENANT = 'team-a';
const LOAD_TENANT = 'load';
const MINUTE_MS = 60_000;
const PER_SECOND = 100;
const LOAD_MS = 20_000;
/** A count of everything while ingesters are away, and their restart, may take a while. */
const TIMEOUT_MS = 2 * MINUTE_MS;

let eu: Bed;
let us: Bed;
let loki: DistributedLoki;
const startMs = Date.now() - MINUTE_MS;
let created = 0;

before(async () => {
  [eu, us] = await Promise.all([Bed.start({ only: ['kube-apiserver'] }), Bed.start({ only: ['kube-apiserver'] })]);
  loki = await DistributedLoki.start(eu);
});
after(() => Promise.all([eu.end(), us.end()]));

function collector(bed: Bed, tenant: string, config: Record<string, unknown> = {}): Collector {
  const receivers = { loki: { url: `${loki.url('distributor')}/loki/api/v1/push`, tenant } };
  return bed.collector({ config: { receivers, ...config } });
}

/** How many events each cluster has in Loki, by its label. */
function clusters(tenant = TENANT): Promise<Record<string, number>> {
  const logql = 'sum by (cluster) (count_over_time({service_name="kubernetes-events", _namespace="shop"}[1h]))';
  return groups(loki.url('query-frontend'), logql, ['cluster'], tenant);
}

const range = () => ({ startMs, endMs: Date.now() + MINUTE_MS, tenant: LOAD_TENANT });
const counted = (): Promise<number> => countIn(loki.url('query-frontend'), range());

/** Waits until Loki has all events of the load, and asserts that it has each of them once. */
async function assertEachOnce(when: string): Promise<void> {
  const all = async (): Promise<boolean> => (await counted().catch(() => 0)) >= created;
  await until(all, TIMEOUT_MS).catch(() => undefined);
  const expected: Tally = { lost: [], twice: [], found: created, counted: created, miscounted: [] };
  assert.deepEqual(await tally(loki.url('query-frontend'), created, range()), expected, when);
}

describe("Loki's microservices on S3, configured as deploy/loki/distributed.yaml says,", () => {
  it('keep the events of two clusters apart, each once, and from other tenants', async () => {
    for (const [bed, cluster, many] of [
      [eu, 'eu', 120],
      [us, 'us', 80],
    ] as const) {
      await bed.namespace('shop');
      await create(
        bed.stack,
        NUMBERS.slice(0, many).map((number) => oldEvent('shop', number))
      );
      collector(bed, TENANT, { cluster });
    }
    let found: Record<string, number> = {};
    const all = async (): Promise<boolean> => {
      // Until all components know the ingesters, Loki refuses queries.
      found = await clusters().catch(() => ({}));
      return (found.eu ?? 0) >= 120 && (found.us ?? 0) >= 80;
    };
    await until(all, TIMEOUT_MS, () => JSON.stringify(found));
    assert.deepEqual(found, { eu: 120, us: 80 });
    assert.deepEqual(await clusters('team-b'), {});
    await eu.endCollectors();
  });

  it('keep each event once while ingesters and a querier are killed under load', async () => {
    await Promise.all(NAMESPACES.map((name) => eu.namespace(name)));
    const pushing = collector(eu, LOAD_TENANT);
    let isLoading = true;
    const loading = load(eu.stack, PER_SECOND, LOAD_MS).finally(() => (isLoading = false));
    await until(async () => (await counted()) > 0, TIMEOUT_MS);

    await loki.kill('ingester-1');
    await loki.kill('querier-1');
    const before = await counted();
    await until(
      async () => (await counted()) > before + PER_SECOND,
      TIMEOUT_MS,
      () => 'two of three ingesters take nothing'
    );

    await loki.kill('ingester-2');
    await pushing.logged('loki: push failed, retrying until it succeeds');
    assert.ok(isLoading, 'the ingesters were killed after the load');
    // Together, as in Kubernetes: an ingester is not ready while another of the ring is away.
    await loki.startComponents(['ingester-1', 'ingester-2']);
    created = (await loading).length;

    await assertEachOnce('with one querier');
    await loki.startComponents(['querier-1']);
    await eu.endCollectors();
  });

  it('write chunks and index once the S3 server is back, and answer from there alone', async () => {
    await loki.s3.kill();
    await loki.flush();
    await until(() => loki.haveFailedToFlush(), TIMEOUT_MS);
    assert.deepEqual(loki.objects(LOAD_TENANT), []);
    await loki.s3.resume();
    await loki.retire(INGESTERS);
    for (const prefix of [TENANT, LOAD_TENANT, 'index/index_*']) {
      assert.ok(loki.objects(prefix).length > 0, `nothing under ${prefix}`);
    }
    await loki.retire([...QUERIERS, 'index-gateway']);
    await loki.startComponents([...INGESTERS, ...QUERIERS, 'index-gateway']);
    await assertEachOnce('from the S3 server');
    assert.deepEqual(await clusters(), { eu: 120, us: 80 });
  });

  it('say what is wrong with the settings of S3: the compactor ends', async () => {
    await loki.retire(['compactor']);
    const wrong: Array<[fault: RegExp, s3: object, keys?: Record<string, string>]> = [
      [/SignatureDoesNotMatch/, {}, { ...S3.keys, AWS_SECRET_ACCESS_KEY: 'another' }],
      [/NoSuchBucket/, { bucketnames: 'another' }],
      [/AuthorizationHeaderMalformed.*region/, { region: 'us-west-2' }],
    ];
    for (const [fault, s3, keys] of wrong) {
      await assert.rejects(loki.startComponent('compactor', s3, keys), fault);
    }
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
