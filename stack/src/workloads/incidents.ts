import { type ApiServer, callApi, mustCall } from '../api.ts';
import { ANSWERING, NODES } from './cluster.ts';
import { type Pod } from './kubelet.ts';
import { collectionPath } from './objects.ts';
import { type Recorder } from './recorder.ts';

const MERGE = 'application/merge-patch+json';

/** Something that happens to the cluster now and then. */
export type Incident = (cluster: Cluster) => Promise<void>;

/** What incidents work on. */
export interface Cluster {
  api: ApiServer;
  recorder: Recorder;
  pods(): readonly Pod[];
  /** How many incidents there were before: varies which node or workload is next. */
  turn: number;
}

const ROLLED: ReadonlyArray<readonly [string, string]> = [
  ['shop', 'web'],
  ['payments', 'api'],
  ['shop', 'cart'],
  ['analytics', 'ingest'],
];

const pick = <T>(list: readonly T[], turn: number): T => list[turn % list.length] as T;

const rollout: Incident = async ({ api, turn }) => {
  const [namespace, name] = pick(ROLLED, turn);
  const path = `${collectionPath('Deployment', namespace)}/${name}`;
  await mustCall(
    api,
    'PATCH',
    path,
    { spec: { template: { metadata: { annotations: { rolled: String(Date.now()) } } } } },
    MERGE
  );
};

const scaled = (replicas: number): Incident => {
  return async ({ api, turn }) => {
    const [namespace, name] = pick(ROLLED, turn + 1);
    await mustCall(api, 'PATCH', `${collectionPath('Deployment', namespace)}/${name}`, { spec: { replicas } }, MERGE);
  };
};

const ready = (answering: boolean): Incident => {
  return async ({ api, turn }) => {
    const labels = answering ? ANSWERING : { 'simulated-kubelet': 'silent' };
    const nodes = answering ? NODES : [pick(NODES, turn)];
    for (const node of nodes) {
      await mustCall(api, 'PATCH', `${collectionPath('Node')}/${node}`, { metadata: { labels } }, MERGE);
    }
  };
};

/** A node runs out of disk: it says so, and evicts a pod. */
const pressure: Incident = async ({ api, recorder, pods, turn }) => {
  const pod = pick(
    pods().filter(
      ({ metadata, spec }) => spec.nodeName && !metadata.deletionTimestamp && metadata.namespace === 'analytics'
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

const outOfMemory: Incident = async ({ recorder, turn }) => {
  const host = pick(NODES, turn);
  const message = `System OOM encountered, victim process: java, pid: ${20_000 + turn}`;
  await recorder.record(host, { kind: 'Node', name: host, uid: host }, 'Warning', 'SystemOOM', message);
};

const reboot: Incident = async ({ recorder, turn }) => {
  const host = pick(NODES, turn + 3);
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

/** In turn, each so many seconds after the one before. */
export const INCIDENTS: ReadonlyArray<{ after: number; happen: Incident }> = [
  { after: 12, happen: rollout },
  { after: 8, happen: ready(false) },
  { after: 10, happen: scaled(5) },
  { after: 8, happen: pressure },
  { after: 12, happen: outOfMemory },
  { after: 25, happen: ready(true) },
  { after: 15, happen: reboot },
  { after: 20, happen: scaled(2) },
  { after: 45, happen: rollout },
  { after: 60, happen: pressure },
];
