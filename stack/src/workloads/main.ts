/**
 * The sample workloads: applies a small cluster's objects, plays the kubelets' part in recording events, and lets
 * something happen now and then, until it is ended. Takes the stack's data folder.
 */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { mustCall } from '../api.ts';
import { binaryOf } from '../build.ts';
import { openStack } from '../stack.ts';
import { type Cluster, INCIDENTS } from './incidents.ts';
import { Kubelets, type Pod } from './kubelet.ts';
import { type Nodes, readNodes, recordStarts } from './nodes.ts';
import { Recorder } from './recorder.ts';

/** How often pods are looked at, in milliseconds. */
const PERIOD = 1_000;
const MANIFESTS = path.join(import.meta.dirname, '../../workloads/cluster.yaml');
const APPLY = ['apply', '--server-side', '--force-conflicts', '--field-manager=workloads', `--filename=${MANIFESTS}`];

const stack = openStack(process.argv[2] ?? '')!;
const api = stack.apiServer();
const recorder = new Recorder(api);
const kubelets = new Kubelets(recorder);
let pods: Pod[] = [];
let nodes: Nodes = { answering: [], silent: new Set() };
let turn = 0;

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
  kubelets.observe(pods, nodes.silent, Date.now());
  await kubelets.tick(Date.now());
}

async function incidents(): Promise<never> {
  for (;;) {
    for (const { after, happen } of INCIDENTS) {
      await delay(after * 1000);
      const cluster: Cluster = { api, recorder, pods: () => pods, nodes: () => nodes, turn: turn++ };
      await attempt('incident', () => happen(cluster));
    }
  }
}

while (
  !(await attempt('apply', () =>
    promisify(execFile)(binaryOf('kubectl'), [`--kubeconfig=${stack.kubeconfig()}`, ...APPLY])
  ))
) {
  await delay(PERIOD);
}
console.log('workloads applied');
await attempt('nodes', async () => recordStarts((await readNodes(api)).answering, recorder));
void incidents();
for (;;) {
  await attempt('pods', watchPods);
  await delay(PERIOD);
}
