import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { merge } from '../../backend-sidecar/src/config/environment.ts';
import { binaryOf } from '../../stack/src/build.ts';
import { freePort } from '../../stack/src/ports.ts';
import { type Bed } from '../collector/harness.ts';
import { DEPLOY } from './objects.ts';

const TARGETS = ['distributor', 'querier', 'query-frontend', 'query-scheduler', 'index-gateway', 'compactor'] as const;
/** An ingester's name has its number: `ingester-0`. */
type Component = (typeof TARGETS)[number] | `ingester-${number}`;
interface Ports {
  http: number;
  grpc: number;
  gossip: number;
}

/**
 * Loki's microservices on one machine, as deploy/loki/distributed.yaml configures them: with other addresses, a folder as
 * the object storage, and each entry in as many ingesters as there are.
 */
export class DistributedLoki {
  readonly objectStore: string;
  readonly #bed: Bed;
  readonly #ports: ReadonlyMap<Component, Ports>;
  readonly #ingesters: number;

  private constructor(bed: Bed, ports: ReadonlyMap<Component, Ports>, ingesters: number) {
    this.#bed = bed;
    this.#ports = ports;
    this.#ingesters = ingesters;
    this.objectStore = path.join(bed.folder, 'object-store');
  }

  /** Starts it among the processes of a bed, which ends it. */
  static async start(bed: Bed, ingesters: number): Promise<DistributedLoki> {
    const components: Component[] = [
      ...TARGETS,
      ...Array.from({ length: ingesters }, (_, number): Component => `ingester-${number}`),
    ];
    const ports = new Map<Component, Ports>();
    for (const component of components) {
      ports.set(component, { http: await freePort(), grpc: await freePort(), gossip: await freePort() });
    }
    const loki = new DistributedLoki(bed, ports, ingesters);
    mkdirSync(loki.objectStore, { recursive: true });
    await Promise.all(components.map((component) => loki.startComponent(component)));
    return loki;
  }

  url(component: Component): string {
    return `http://127.0.0.1:${this.#ports.get(component)!.http}`;
  }

  /** Starts a component, also again after it was killed; resolves when it is ready. */
  async startComponent(component: Component): Promise<void> {
    const file = path.join(this.#bed.folder, `${component}.yaml`);
    writeFileSync(file, stringify(this.#configOf(component)));
    await this.#bed.stack.startProcess({
      name: `loki-${component}`,
      command: binaryOf('loki'),
      args: [`-config.file=${file}`, `-target=${component.replace(/-\d+$/, '')}`],
      readyUrl: `${this.url(component)}/ready`,
    });
  }

  async kill(component: Component): Promise<void> {
    await this.#bed.stack.signal(`loki-${component}`, 'SIGKILL');
  }

  #grpc(component: Component): string {
    return `127.0.0.1:${this.#ports.get(component)!.grpc}`;
  }

  #configOf(component: Component): object {
    const config = parse(readFileSync(path.join(DEPLOY, 'loki/distributed.yaml'), 'utf8')) as {
      common: { storage: { s3?: object } };
      schema_config: { configs: Array<{ object_store: string }> };
    };
    delete config.common.storage.s3;
    config.schema_config.configs.forEach((period) => (period.object_store = 'filesystem'));
    const folder = path.join(this.#bed.folder, component);
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
        replication_factor: this.#ingesters,
        compactor_grpc_address: this.#grpc('compactor'),
        storage: { filesystem: { chunks_directory: this.objectStore, rules_directory: path.join(folder, 'rules') } },
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
      compactor: { delete_request_store: 'filesystem' },
      analytics: { reporting_enabled: false },
    };
    return merge(config, here) as object;
  }
}
