import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { merge } from '../../backend-sidecar/src/config/environment.ts';
import { binaryOf } from '../../stack/src/build.ts';
import { freePort } from '../../stack/src/ports.ts';
import { type Bed, until } from '../collector/harness.ts';
import { DEPLOY } from './objects.ts';
import { S3 } from './s3.ts';

const SINGLE = ['distributor', 'query-frontend', 'query-scheduler', 'index-gateway', 'compactor'] as const;
export const INGESTERS = ['ingester-0', 'ingester-1', 'ingester-2'] as const;
export const QUERIERS = ['querier-0', 'querier-1'] as const;
const COMPONENTS = [...SINGLE, ...INGESTERS, ...QUERIERS];
type Component = (typeof COMPONENTS)[number];

const RETIRE_MS = 60_000;

interface Ports {
  http: number;
  grpc: number;
  gossip: number;
}

interface Config {
  common: { storage: { s3: { bucketnames: string; region: string } } };
}

const CONFIG = parse(readFileSync(path.join(DEPLOY, 'loki/distributed.yaml'), 'utf8')) as Config;
const { bucketnames: BUCKET, region: REGION } = CONFIG.common.storage.s3;

/** Loki's microservices on one machine, as deploy/loki/distributed.yaml configures them, with other addresses. */
export class DistributedLoki {
  readonly s3: S3;
  readonly #bed: Bed;
  readonly #ports: ReadonlyMap<Component, Ports>;

  private constructor(bed: Bed, s3: S3, ports: ReadonlyMap<Component, Ports>) {
    this.#bed = bed;
    this.s3 = s3;
    this.#ports = ports;
  }

  /** Starts it among the processes of a bed, which ends it. */
  static async start(bed: Bed): Promise<DistributedLoki> {
    const s3 = await S3.start(bed, { bucket: BUCKET, region: REGION });
    const ports = new Map<Component, Ports>();
    for (const component of COMPONENTS) {
      ports.set(component, { http: await freePort(), grpc: await freePort(), gossip: await freePort() });
    }
    const loki = new DistributedLoki(bed, s3, ports);
    await loki.startComponents(COMPONENTS);
    return loki;
  }

  url(component: Component): string {
    return `http://127.0.0.1:${this.#ports.get(component)!.http}`;
  }

  /** Starts components, also again after they have ended; resolves when they are ready. */
  async startComponents(components: readonly Component[]): Promise<void> {
    await Promise.all(components.map((component) => this.startComponent(component)));
  }

  /** Starts a component, with other settings of S3 if there are any. @throws StackError if it ends, with its log */
  async startComponent(component: Component, s3: object = {}, keys: Record<string, string> = S3.keys): Promise<void> {
    const file = path.join(this.#bed.folder, `${component}.yaml`);
    writeFileSync(file, stringify(this.#configOf(component, s3)));
    await this.#bed.stack.startProcess({
      name: `loki-${component}`,
      command: binaryOf('loki'),
      args: [`-config.file=${file}`, `-target=${component.replace(/-\d+$/, '')}`],
      env: keys,
      readyUrl: `${this.url(component)}/ready`,
    });
  }

  async kill(component: Component): Promise<void> {
    await this.#bed.stack.signal(`loki-${component}`, 'SIGKILL');
  }

  /** Ends components cleanly, ingesters when all that they hold is stored, and deletes their disks. */
  async retire(components: readonly Component[]): Promise<void> {
    await Promise.all(
      components.map((component) =>
        component.startsWith('ingester')
          ? this.#retireIngester(component)
          : this.#bed.stack.signal(`loki-${component}`, 'SIGTERM')
      )
    );
    components.forEach((component) => rmSync(this.#folder(component), { recursive: true, force: true }));
  }

  async #retireIngester(component: Component): Promise<void> {
    await this.#post(component, '/ingester/shutdown');
    await until(() => !this.#bed.stack.isRunning(`loki-${component}`), RETIRE_MS);
  }

  /** Makes the ingesters store what they hold; does not wait for it. */
  async flush(): Promise<void> {
    await Promise.all(INGESTERS.map((ingester) => this.#post(ingester, '/flush')));
  }

  async #post(component: Component, what: string): Promise<void> {
    const { status } = await fetch(`${this.url(component)}${what}`, { method: 'POST' });
    assert.equal(status, 204, `${component}${what}`);
  }

  /** Whether each ingester has failed to store a chunk. */
  async haveFailedToFlush(): Promise<boolean> {
    const failures = await Promise.all(
      INGESTERS.map(async (ingester) => {
        const metrics = await (await fetch(`${this.url(ingester)}/metrics`)).text();
        return Number(/^loki_ingester_chunks_flush_failures_total (\d+)/m.exec(metrics)?.[1] ?? 0);
      })
    );
    return failures.every((count) => count > 0);
  }

  #folder(component: Component): string {
    return path.join(this.#bed.folder, component);
  }

  /** The keys of the objects that Loki has stored that begin so. */
  objects(prefix: string): string[] {
    return this.s3.objects(BUCKET, prefix);
  }

  #grpc(component: Component): string {
    return `127.0.0.1:${this.#ports.get(component)!.grpc}`;
  }

  #configOf(component: Component, s3: object): object {
    const folder = this.#folder(component);
    const { http, grpc, gossip } = this.#ports.get(component)!;
    const listen = { http_listen_address: '127.0.0.1', grpc_listen_address: '127.0.0.1' };
    const here = {
      server: { ...listen, http_listen_port: http, grpc_listen_port: grpc, log_level: 'warn' },
      memberlist: {
        bind_addr: ['127.0.0.1'],
        bind_port: gossip,
        advertise_addr: '127.0.0.1',
        advertise_port: gossip,
        join_members: [`127.0.0.1:${this.#ports.get('distributor')!.gossip}`],
        min_join_backoff: '100ms',
      },
      common: {
        path_prefix: folder,
        instance_addr: '127.0.0.1',
        compactor_grpc_address: this.#grpc('compactor'),
        storage: { s3: { endpoint: this.s3.url, s3forcepathstyle: true, ...s3 } },
      },
      storage_config: {
        tsdb_shipper: {
          active_index_directory: path.join(folder, 'index'),
          cache_location: path.join(folder, 'index-cache'),
          index_gateway_client: { server_address: this.#grpc('index-gateway') },
        },
      },
      frontend: { scheduler_address: this.#grpc('query-scheduler'), address: '127.0.0.1' },
      frontend_worker: { scheduler_address: this.#grpc('query-scheduler') },
      ingester: { lifecycler: { id: component, min_ready_duration: '0s', final_sleep: '0s' } },
      analytics: { reporting_enabled: false },
    };
    return merge(CONFIG, here) as object;
  }
}
