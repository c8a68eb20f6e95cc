/**
 * The sample workloads: applies a small cluster's objects, plays the kubelets' part for pods, and lets
 * something happen now and then, until it is ended. Takes the stack's data folder.
 */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { callApi, mustCall } from '../api.ts';
import { binaryOf } from '../build.ts';
import { NODE_NAME, NODE_NAMESPACE } from '../real-node/layout.ts';
import { openStack } from '../stack.ts';
import { type Cluster, INCIDENTS } from './incidents.ts';
import { Kubelets } from './kubelet.ts';
import { type Nodes, readNodes, recordStarts } from './nodes.ts';
import { type Pod } from './pod-status.ts';
import { Recorder } from './recorder.ts';

/** How often pods are looked at, in milliseconds. */
const PERIOD = 1_000;
const STRATEGIC = 'application/strategic-merge-patch+json';
const MANIFESTS = path.join(import.meta.dirname, '../../workloads');
const APPLY = ['apply', '--server-side', '--force-conflicts', '--field-manager=workloads'];

const stack = openStack(process.argv[2] ?? '')!;
const api = stack.apiServer();
const recorder = new Recorder(api);
const pathOf = ({ metadata: { namespace, name } }: Pod): string => `/api/v1/namespaces/${namespace}/pods/${name}`;
const kubelets = new Kubelets({
  record: (...what) => recorder.record(...what),
  // A pod may be gone by then.
  sendStatus: async (pod, status) => {
    const path = `${pathOf(pod)}/status?fieldManager=kubelet`;
    await callApi(api, 'PATCH', path, { metadata: { uid: pod.metadata.uid }, status }, STRATEGIC);
  },
  remove: async (pod) => {
    await callApi(api, 'DELETE', pathOf(pod), { gracePeriodSeconds: 0, preconditions: { uid: pod.metadata.uid } });
  },
});
let pods: Pod[] = [];
let nodes: Nodes = { answering: [], silent: new Set(), uids: new Map() };
let turn = 0;
const files = ['cluster.yaml', ...(stack.state.realNode ? ['real-node.yaml'] : [])].map(
  (file) => `--filename=${path.join(MANIFESTS, file)}`
);

/** What an earlier start had with a real node. Without it, its pods would wait for it. */
async function removeRealNode(): Promise<void> {
  const namespace = `/api/v1/namespaces/${NODE_NAMESPACE}`;
  await callApi(api, 'DELETE', `/api/v1/nodes/${NODE_NAME}`);
  await callApi(api, 'DELETE', namespace);
  // Without a period of grace, as no kubelet ends them.
  await callApi(api, 'DELETE', `${namespace}/pods`, { gracePeriodSeconds: 0 });
}

/** Logs the failure and continues: the API server may be away for a while. */
async function attempt(what: string, action: () => Promise<unknown>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    console.error(`${what}: ${String(error)}`);
    return false;
  }
}

async function watchPods(): Promise<void> {
  nodes = await readNodes(api);
  const { items } = (await mustCall(api, 'GET', '/api/v1/pods')) as { items: Pod[] };
  pods = items;
  kubelets.observe(pods, nodes, Date.now());
  await kubelets.tick(Date.now());
}

async function incidents(): Promise<never> {
  for (;;) {
    for (const { after, happen } of INCIDENTS) {
      await delay(after * 1000);
      const cluster: Cluster = { api, recorder, kubelets, pods: () => pods, nodes: () => nodes, turn: turn++ };
      await attempt('incident', () => happen(cluster));
    }
  }
}

while (
  !(await attempt('apply', () =>
    promisify(execFile)(binaryOf('kubectl'), [`--kubeconfig=${stack.kubeconfig()}`, ...APPLY, ...files])
  ))
) {
  await delay(PERIOD);
}
if (!stack.state.realNode) {
  await attempt('remove the real node', removeRealNode);
}
console.log('workloads applied');
await attempt('nodes', async () => recordStarts(await readNodes(api), recorder));
void incidents();
for (;;) {
  await attempt('pods', watchPods);
  await delay(PERIOD);
}
