import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { answers, callApi } from './api.ts';
import { binaryOf } from './build.ts';
import { type Command } from './process.ts';
import { layoutOf, NODE_NAME } from './real-node/layout.ts';
import { type StackState } from './state.ts';
import { NODE_TOOLS, type ToolName } from './tools.ts';

export type ServerName =
  'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kwok' | 'loki' | 'kubelet';

/** A server of the stack: what it listens on, how it is started, and when it is ready. */
export interface Server {
  name: ServerName;
  /** Names of the ports it listens on; the first is the one that people use. */
  ports: readonly string[];
  needs: readonly ServerName[];
  /** What has to be built for it; by default the tool of its name. */
  tools?: readonly ToolName[];
  command(state: StackState): Command;
  ready(state: StackState): Promise<boolean>;
}

const LOOPBACK = '127.0.0.1';
const at = (state: StackState, port: string, scheme = 'http'): string => `${scheme}://${LOOPBACK}:${state.ports[port]}`;
const inData = (state: StackState, ...parts: string[]): string => path.join(state.data, ...parts);

/** The certificate that the API server made at its start, with the authority that signed it. */
export function caFile(state: StackState): string {
  return inData(state, 'certificates', 'apiserver.crt');
}

const etcd: Server = {
  name: 'etcd',
  ports: ['etcd', 'etcd-peer'],
  needs: [],
  command: (state) => ({
    command: binaryOf('etcd'),
    args: [
      '--name=stack',
      `--data-dir=${inData(state, 'etcd')}`,
      `--listen-client-urls=${at(state, 'etcd')}`,
      `--advertise-client-urls=${at(state, 'etcd')}`,
      `--listen-peer-urls=${at(state, 'etcd-peer')}`,
      `--initial-advertise-peer-urls=${at(state, 'etcd-peer')}`,
      `--initial-cluster=stack=${at(state, 'etcd-peer')}`,
      // Data that a crash of the machine loses can be rebuilt, so writes need no fsync.
      '--unsafe-no-fsync',
      '--log-level=warn',
    ],
  }),
  ready: (state) => answers(`${at(state, 'etcd')}/health`),
};

const apiserver: Server = {
  name: 'kube-apiserver',
  ports: ['kube-apiserver'],
  needs: ['etcd'],
  command: (state) => ({
    command: binaryOf('kube-apiserver'),
    args: [
      `--etcd-servers=${at(state, 'etcd')}`,
      `--bind-address=${LOOPBACK}`,
      `--advertise-address=${LOOPBACK}`,
      `--secure-port=${state.ports['kube-apiserver']}`,
      `--cert-dir=${inData(state, 'certificates')}`,
      `--token-auth-file=${inData(state, 'credentials', 'tokens.csv')}`,
      '--authorization-mode=RBAC',
      '--endpoint-reconciler-type=none',
      // Pods run on simulated nodes, and need no account's token to be mounted.
      '--disable-admission-plugins=ServiceAccount',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${inData(state, 'credentials', 'service-accounts.key')}`,
      `--service-account-signing-key-file=${inData(state, 'credentials', 'service-accounts.key')}`,
      '--service-cluster-ip-range=10.0.0.0/24',
      ...(state.realNode
        ? [`--egress-selector-config-file=${wayToNode(state)}`, '--kubelet-preferred-address-types=InternalIP,Hostname']
        : []),
      ...state.apiserverArgs,
    ],
  }),
  ready: (state) => answers(`${at(state, 'kube-apiserver', 'https')}/readyz`, caFile(state)),
};

/**
 * Makes the API server reach the real node's network, for logs and exec, by the socket that leads there. It looks for webhooks
 * and aggregated APIs there, too.
 */
function wayToNode(state: StackState): string {
  const file = inData(state, 'egress.json');
  const config = {
    apiVersion: 'apiserver.k8s.io/v1beta1',
    kind: 'EgressSelectorConfiguration',
    egressSelections: [
      {
        name: 'cluster',
        connection: {
          proxyProtocol: 'HTTPConnect',
          transport: { uds: { udsName: layoutOf(state.data).nodeSocket } },
        },
      },
    ],
  };
  writeFileSync(file, JSON.stringify(config, null, 2));
  return file;
}

const kubeconfigOf = (state: StackState, user: string): string => inData(state, 'credentials', `${user}.kubeconfig`);

const controllers: Server = {
  name: 'kube-controller-manager',
  ports: ['kube-controller-manager'],
  needs: ['kube-apiserver'],
  command: (state) => ({
    command: binaryOf('kube-controller-manager'),
    args: [
      ...componentArgs(state, 'kube-controller-manager'),
      `--service-account-private-key-file=${inData(state, 'credentials', 'service-accounts.key')}`,
      // A node that stops responding is detected within seconds: people and tests wait for it here.
      '--node-monitor-grace-period=20s',
      '--node-monitor-period=2s',
    ],
  }),
  ready: (state) =>
    answers(`${at(state, 'kube-controller-manager', 'https')}/healthz`, componentCa(state, 'kube-controller-manager')),
};

const scheduler: Server = {
  name: 'kube-scheduler',
  ports: ['kube-scheduler'],
  needs: ['kube-apiserver'],
  command: (state) => ({ command: binaryOf('kube-scheduler'), args: componentArgs(state, 'kube-scheduler') }),
  ready: (state) => answers(`${at(state, 'kube-scheduler', 'https')}/healthz`, componentCa(state, 'kube-scheduler')),
};

function componentArgs(state: StackState, name: 'kube-controller-manager' | 'kube-scheduler'): string[] {
  const file = kubeconfigOf(state, name);
  return [
    '--leader-elect=false',
    `--bind-address=${LOOPBACK}`,
    `--secure-port=${state.ports[name]}`,
    `--cert-dir=${inData(state, 'certificates', name)}`,
    `--kubeconfig=${file}`,
    `--authentication-kubeconfig=${file}`,
    `--authorization-kubeconfig=${file}`,
  ];
}

function componentCa(state: StackState, name: string): string {
  return inData(state, 'certificates', name, `${name}.crt`);
}

const kwok: Server = {
  name: 'kwok',
  ports: ['kwok'],
  needs: ['kube-apiserver'],
  command: (state) => ({
    command: binaryOf('kwok'),
    args: [
      `--kubeconfig=${kubeconfigOf(state, 'kwok')}`,
      '--manage-all-nodes=false',
      '--manage-nodes-with-label-selector=simulated-kubelet=answering',
      '--node-lease-duration-seconds=20',
      `--server-address=${LOOPBACK}:${state.ports.kwok}`,
      ...kwokConfig(state),
    ],
  }),
  ready: (state) => answers(`${at(state, 'kwok')}/healthz`),
};

function kwokConfig(state: StackState): string[] {
  const stages = path.join(import.meta.dirname, '../workloads/stages.yaml');
  return state.workloads && existsSync(stages) ? [`--config=${stages}`] : [];
}

const loki: Server = {
  name: 'loki',
  ports: ['loki', 'loki-grpc'],
  needs: [],
  command: (state) => {
    const file = inData(state, 'loki.json');
    writeFileSync(file, JSON.stringify(lokiConfig(state), null, 2));
    return { command: binaryOf('loki'), args: [`-config.file=${file}`], cwd: state.data };
  },
  ready: (state) => answers(`${at(state, 'loki')}/ready`),
};

/** Loki's defaults for one machine, ready at once, merged with the caller's configuration. */
function lokiConfig(state: StackState): object {
  const folder = inData(state, 'loki');
  // Loki would look for the scheduler in the ring every 10 s, which is the longest part of its start.
  const scheduler = { scheduler_address: `${LOOPBACK}:${state.ports['loki-grpc']}` };
  const config = {
    auth_enabled: false,
    analytics: { reporting_enabled: false },
    server: {
      http_listen_address: LOOPBACK,
      http_listen_port: state.ports.loki,
      grpc_listen_address: LOOPBACK,
      grpc_listen_port: state.ports['loki-grpc'],
      log_level: 'warn',
    },
    common: {
      instance_addr: LOOPBACK,
      path_prefix: folder,
      replication_factor: 1,
      ring: { kvstore: { store: 'inmemory' } },
      storage: {
        filesystem: { chunks_directory: path.join(folder, 'chunks'), rules_directory: path.join(folder, 'rules') },
      },
    },
    ingester: { lifecycler: { min_ready_duration: '0s', final_sleep: '0s' }, chunk_encoding: 'zstd' },
    frontend: scheduler,
    frontend_worker: scheduler,
    query_scheduler: { use_scheduler_ring: false },
    memberlist: { bind_addr: [LOOPBACK] },
    schema_config: {
      configs: [
        {
          from: '2020-01-01',
          store: 'tsdb',
          object_store: 'filesystem',
          schema: 'v13',
          index: { prefix: 'index_', period: '24h' },
        },
      ],
    },
    // As docs/operate.md advises.
    limits_config: {
      volume_enabled: true,
      split_queries_by_interval: '12h',
      split_instant_metric_queries_by_interval: '12h',
      tsdb_max_bytes_per_shard: '32MB',
    },
  };
  return merge(config, state.lokiConfig);
}

function merge(base: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isObject(below) && isObject(value) ? merge(below, value) : value;
  }
  return merged;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A real node, which is there only where it is asked for. */
const kubelet: Server = {
  name: 'kubelet',
  ports: [],
  needs: ['kube-apiserver'],
  tools: NODE_TOOLS,
  command: (state) => ({
    command: process.execPath,
    args: [path.join(import.meta.dirname, 'real-node/main.ts'), state.data, String(state.ports['kube-apiserver'])],
  }),
  ready: async (state) => {
    const api = { url: at(state, 'kube-apiserver', 'https'), ca: readCa(state), token: state.tokens.admin };
    const { body } = await callApi(api, 'GET', `/api/v1/nodes/${NODE_NAME}`);
    const { conditions = [] } = (body as NodeObject).status ?? {};
    const isReady = conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
    // A node that was killed and starts again counts as ready for a while.
    return isReady && (await callApi(api, 'GET', `/api/v1/nodes/${NODE_NAME}/proxy/healthz`)).status === 200;
  },
};

interface NodeObject {
  status?: { conditions?: Array<{ type: string; status: string }> };
}

/** In the order in which they are started. */
export const SERVERS: readonly Server[] = [etcd, loki, apiserver, controllers, scheduler, kwok, kubelet];

/** Those of a stack in which nobody asks for others. */
export const USUAL_SERVERS = SERVERS.map(({ name }) => name).filter((name) => name !== 'kubelet');

export function readCa(state: StackState): string {
  return readFileSync(caFile(state), 'utf8');
}
