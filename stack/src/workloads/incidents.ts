import { setTimeout as delay } from 'node:timers/promises';
import { type ApiServer, callApi, mustCall } from '../api.ts';
import { type Kubelets } from './kubelet.ts';
import { ANSWERING, knownNode, nodeOf, type Nodes, nodeStatus, recordStart, SILENT } from './nodes.ts';
import { type Pod } from './pod-status.ts';
import { type Recorder } from './recorder.ts';

const MERGE = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';
const SECOND = 1_000;
/** How long a node stays short of disk; a real kubelet waits five minutes before it says otherwise. */
const RELIEF = 10 * SECOND;

/** An incident in the cluster. */
export type Incident = (cluster: Cluster) => Promise<void>;

export interface Cluster {
  api: ApiServer;
  recorder: Recorder;
  kubelets: Kubelets;
  pods(): readonly Pod[];
  /** Those that do not respond report no events. */
  nodes(): Nodes;
  /** The number of earlier incidents: selects the node or workload. */
  turn: number;
}

const ROLLED: ReadonlyArray<readonly [string, string]> = [
  ['shop', 'web'],
  ['payments', 'api'],
  ['shop', 'cart'],
  ['analytics', 'ingest'],
];

const pick = <T>(list: readonly T[], turn: number): T => list[turn % list.length] as T;

const patch = (api: ApiServer, path: string, body: object): Promise<unknown> =>
  mustCall(api, 'PATCH', path, body, MERGE);

/** Changes the spec of one of the deployments that are rolled out. */
async function change({ api, turn }: Pick<Cluster, 'api' | 'turn'>, spec: object): Promise<void> {
  const [namespace, name] = pick(ROLLED, turn);
  await patch(api, `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`, { spec });
}

const rollout: Incident = (cluster) =>
  change(cluster, { template: { metadata: { annotations: { rolled: String(Date.now()) } } } });

const scaled =
  (replicas: number): Incident =>
  ({ api, turn }) =>
    change({ api, turn: turn + 1 }, { replicas });

const label = (api: ApiServer, node: string, labels: Record<string, string>): Promise<unknown> =>
  patch(api, `/api/v1/nodes/${node}`, { metadata: { labels } });

const fallSilent: Incident = async ({ api, nodes, turn }) => {
  await label(api, pick(nodes().answering, turn), SILENT);
};

const comeBack: Incident = async ({ api, recorder, nodes }) => {
  for (const name of nodes().silent) {
    await label(api, name, ANSWERING);
    await recorder.record(name, knownNode(name, nodes()), nodeStatus(name, 'NodeReady'));
  }
};

/** What the kubelet writes into its node's status; the node controller taints the node for it. */
async function diskPressure({ api, recorder, nodes }: Cluster, name: string, isShort: boolean): Promise<void> {
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  const condition = {
    type: 'DiskPressure',
    status: isShort ? 'True' : 'False',
    reason: isShort ? 'KubeletHasDiskPressure' : 'KubeletHasNoDiskPressure',
    message: `kubelet has ${isShort ? '' : 'no '}disk pressure`,
    lastHeartbeatTime: now,
    lastTransitionTime: now,
  };
  await mustCall(api, 'PATCH', `/api/v1/nodes/${name}/status`, { status: { conditions: [condition] } }, STRATEGIC);
  const status = isShort ? 'NodeHasDiskPressure' : 'NodeHasNoDiskPressure';
  await recorder.record(name, knownNode(name, nodes()), nodeStatus(name, status));
}

const isEvicted = ({ status }: Pod): boolean => status?.phase === 'Failed' && status.reason === 'Evicted';

/** The eviction manager looks once a second while the node is short. */
const LOOKS = 3;

/** A node runs out of disk, reports it, and evicts a pod. Those evicted before are deleted, as somebody would. */
const pressure: Incident = async (cluster) => {
  const { api, recorder, kubelets, pods, nodes, turn } = cluster;
  for (const { metadata } of pods().filter(isEvicted)) {
    await callApi(api, 'DELETE', `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}`);
  }
  const pod = pick(
    pods().filter(
      ({ metadata, spec, status }) =>
        nodes().answering.includes(spec.nodeName ?? '') &&
        status?.phase === 'Running' &&
        !metadata.deletionTimestamp &&
        metadata.namespace === 'analytics'
    ),
    turn
  );
  const host = pod?.spec.nodeName;
  if (!pod || !host) {
    return;
  }
  const met = {
    type: 'Warning',
    reason: 'EvictionThresholdMet',
    message: 'Attempting to reclaim ephemeral-storage',
  } as const;
  for (let looks = 0; looks < LOOKS; looks++) {
    await recorder.record(host, nodeOf(host), met);
    await delay(SECOND);
  }
  await diskPressure(cluster, host, true);
  const message = `The node was low on resource: ephemeral-storage. Threshold quantity: 10Gi, available: 8124Mi. Container ${pod.spec.containers[0]?.name} was using 3112Mi, request is 0, has larger consumption of ephemeral-storage. `;
  kubelets.evict(pod, message, Date.now());
  await delay(RELIEF);
  await diskPressure(cluster, host, false);
};

const outOfMemory: Incident = async ({ recorder, nodes, turn }) => {
  const host = pick(nodes().answering, turn);
  const message = `System OOM encountered, victim process: java, pid: ${20_000 + turn}`;
  await recorder.record(host, nodeOf(host), { type: 'Warning', reason: 'SystemOOM', message });
};

const reboot: Incident = async ({ recorder, nodes, turn }) => {
  const host = pick(nodes().answering, turn + 3);
  await recordStart(host, recorder);
  const message = `Node ${host} has been rebooted, boot id: ${crypto.randomUUID()}`;
  await recorder.record(host, knownNode(host, nodes()), { type: 'Warning', reason: 'Rebooted', message });
};

/** In this order, each after a pause in seconds. */
export const INCIDENTS: ReadonlyArray<{ after: number; happen: Incident }> = [
  { after: 12, happen: rollout },
  { after: 8, happen: fallSilent },
  { after: 10, happen: scaled(5) },
  { after: 8, happen: pressure },
  { after: 12, happen: outOfMemory },
  { after: 25, happen: comeBack },
  { after: 15, happen: reboot },
  { after: 20, happen: scaled(2) },
  { after: 45, happen: rollout },
  { after: 60, happen: pressure },
];
