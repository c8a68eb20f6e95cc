import assert from 'node:assert/strict';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse, stringify } from 'yaml';
import { merge } from '../../backend-sidecar/src/config/environment.ts';
import { binaryOf } from '../../stack/src/build.ts';
import { freePort } from '../../stack/src/ports.ts';
import { create, NUMBERS, oldEvent } from '../collector/events.ts';
import { Bed, until } from '../collector/harness.ts';
import { DEPLOY } from './objects.ts';

const TARGETS = [
  'distributor',
  'ingester',
  'querier',
  'query-frontend',
  'query-scheduler',
  'index-gateway',
  'compactor',
] as const;
type Target = (typeof TARGETS)[number];
type Ports = Record<Target, { http: number; grpc: number; gossip: number }>;

const TENANT = 'team-a';
let eu: Bed;
let us: Bed;
let ports: Ports;
before(async () => {
  [eu, us] = await Promise.all([Bed.start({ only: ['kube-apiserver'] }), Bed.start({ only: ['kube-apiserver'] })]);
  ports = Object.fromEntries(
    await Promise.all(
      TARGETS.map(async (target) => {
        const [http, grpc, gossip] = [await freePort(), await freePort(), await freePort()];
        return [target, { http, grpc, gossip }] as const;
      })
    )
  ) as Ports;
  await Promise.all(TARGETS.map(startLoki));
});
after(() => Promise.all([eu.end(), us.end()]));

const url = (target: Target): string => `http://127.0.0.1:${ports[target].http}`;
const grpc = (target: Target): string => `127.0.0.1:${ports[target].grpc}`;
const objectStore = (): string => path.join(eu.folder, 'object-store');

/** deploy/loki/distributed.yaml on one machine: other addresses, one replica, and a folder as the object storage. */
function configFor(target: Target): object {
  const config = parse(readFileSync(path.join(DEPLOY, 'loki/distributed.yaml'), 'utf8')) as {
    common: { storage: { s3?: object } };
    schema_config: { configs: Array<{ object_store: string }> };
  };
  delete config.common.storage.s3;
  config.schema_config.configs.forEach((period) => (period.object_store = 'filesystem'));
  const folder = path.join(eu.folder, target);
  const { http, grpc: grpcPort, gossip } = ports[target];
  const listen = { http_listen_address: '127.0.0.1', grpc_listen_address: '127.0.0.1' };
  const here = {
    server: { ...listen, http_listen_port: http, grpc_listen_port: grpcPort, log_level: 'warn' },
    memberlist: {
      bind_addr: ['127.0.0.1'],
      bind_port: gossip,
      advertise_addr: '127.0.0.1',
      advertise_port: gossip,
      join_members: [`127.0.0.1:${ports.distributor.gossip}`],
      min_join_backoff: '100ms',
    },
    common: {
      path_prefix: folder,
      instance_addr: '127.0.0.1',
      replication_factor: 1,
      compactor_grpc_address: grpc('compactor'),
      storage: { filesystem: { chunks_directory: objectStore(), rules_directory: path.join(folder, 'rules') } },
    },
    storage_config: {
      tsdb_shipper: {
        active_index_directory: path.join(folder, 'index'),
        cache_location: path.join(folder, 'index-cache'),
        index_gateway_client: { server_address: grpc('index-gateway') },
      },
    },
    frontend: { scheduler_address: grpc('query-scheduler'), address: '127.0.0.1' },
    frontend_worker: { scheduler_address: grpc('query-scheduler') },
    ingester: { lifecycler: { min_ready_duration: '0s', final_sleep: '0s' } },
    compactor: { delete_request_store: 'filesystem' },
    analytics: { reporting_enabled: false },
  };
  return merge(config, here) as object;
}

async function startLoki(target: Target): Promise<void> {
  const file = path.join(eu.folder, `${target}.yaml`);
  mkdirSync(objectStore(), { recursive: true });
  writeFileSync(file, stringify(configFor(target)));
  await eu.stack.startProcess({
    name: `loki-${target}`,
    command: binaryOf('loki'),
    args: [`-config.file=${file}`, `-target=${target}`],
    readyUrl: `${url(target)}/ready`,
  });
}

/** How many events each cluster has in Loki, by its label. */
async function clusters(tenant = TENANT): Promise<Record<string, number>> {
  const logql = 'sum by (cluster) (count_over_time({service_name="kubernetes-events", _namespace="shop"}[1h]))';
  const query = new URLSearchParams({ query: logql }).toString();
  const headers = { 'X-Scope-OrgID': tenant };
  const answer = await fetch(`${url('query-frontend')}/loki/api/v1/query?${query}`, { headers });
  const text = await answer.text();
  // Until all have heard of the ingester.
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
    const receivers = { loki: { url: `${url('distributor')}/loki/api/v1/push`, tenant: TENANT } };
    for (const [bed, cluster, many] of [
      [eu, 'eu', 120],
      [us, 'us', 80],
    ] as const) {
      await bed.namespace('shop');
      await create(
        bed.stack,
        NUMBERS.slice(0, many).map((number) => oldEvent('shop', number))
      );
      bed.collector({ config: { receivers, cluster }, lokiUrl: url('distributor') });
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
    assert.equal((await fetch(`${url('ingester')}/flush`, { method: 'POST' })).status, 204);
    await until(() => globSync(`${objectStore()}/${TENANT}/**/*`).length > 0, 30_000);
    assert.deepEqual(await clusters(), { eu: 120, us: 80 });
  });

  it("have what the example values for Grafana's chart have", () => {
    const read = (file: string): Record<string, unknown> =>
      parse(readFileSync(path.join(DEPLOY, 'loki', file), 'utf8')) as Record<string, unknown>;
    const config = read('distributed.yaml');
    const { loki } = read('values-distributed.yaml') as { loki: Record<string, unknown> };
    for (const part of ['limits_config', 'ingester', 'compactor', 'auth_enabled']) {
      assert.deepEqual(loki[part], config[part], part);
    }
    assert.deepEqual(loki.schemaConfig, config.schema_config);
  });
});
