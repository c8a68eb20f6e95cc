import { type ApiServer, callApi, mustCall } from '../api.ts';
import { type Pod } from './kubelet.ts';
import { ANSWERING, type Nodes } from './nodes.ts';
import { type Recorder } from './recorder.ts';

const MERGE = 'application/merge-patch+json';

/** An incident in the cluster. */
export type Incident = (cluster: Cluster) => Promise<void>;

export interface Cluster {
  api: ApiServer;
  recorder: Recorder;
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
  await label(api, pick(nodes().answering, turn), { 'simulated-kubelet': 'silent' });
};

const comeBack: Incident = async ({ api, recorder, nodes }) => {
  for (const name of nodes().silent) {
    await label(api, name, ANSWERING);
    const node = { kind: 'Node', name, uid: name };
    await recorder.record(name, node, 'Normal', 'NodeReady', `Node ${name} status is now: NodeReady`);
  }
};

/** A node runs out of disk, reports it, and evicts a pod. */
const pressure: Incident = async ({ api, recorder, pods, nodes, turn }) => {
  const pod = pick(
    pods().filter(
      ({ metadata, spec, status }) =>
        spec.nodeName &&
        !nodes().silent.has(spec.nodeName) &&
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
  const node = { kind: 'Node', name: host, uid: host };
  await recorder.record(host, node, 'Warning', 'EvictionThresholdMet', 'Attempting to reclaim ephemeral-storage');
  await recorder.record(host, node, 'Normal', 'NodeHasDiskPressure', `Node ${host} status is now: NodeHasDiskPressure`);
  const { name, namespace, uid } = pod.metadata;
  const message = `The node was low on resource: ephemeral-storage. Threshold quantity: 10Gi, available: 8124Mi. Container ${pod.spec.containers[0]?.name} was using 3112Mi, request is 0, has larger consumption of ephemeral-storage. `;
  await recorder.record(host, { kind: 'Pod', name, namespace, uid }, 'Warning', 'Evicted', message);
  await callApi(api, 'DELETE', `/api/v1/namespaces/${namespace}/pods/${name}`);
  await recorder.record(
    host,
    node,
    'Normal',
    'NodeHasNoDiskPressure',
    `Node ${host} status is now: NodeHasNoDiskPressure`
  );
};

const outOfMemory: Incident = async ({ recorder, nodes, turn }) => {
  const host = pick(nodes().answering, turn);
  const message = `System OOM encountered, victim process: java, pid: ${20_000 + turn}`;
  await recorder.record(host, { kind: 'Node', name: host, uid: host }, 'Warning', 'SystemOOM', message);
};

const reboot: Incident = async ({ recorder, nodes, turn }) => {
  const host = pick(nodes().answering, turn + 3);
  const node = { kind: 'Node', name: host, uid: host };
  await recorder.record(
    host,
    node,
    'Warning',
    'Rebooted',
    `Node ${host} has been rebooted, boot id: ${crypto.randomUUID()}`
  );
  await recorder.record(host, node, 'Normal', 'Starting', 'Starting kubelet.');
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
