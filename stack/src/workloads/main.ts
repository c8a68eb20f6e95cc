/**
 * The sample workloads: applies a small cluster's objects, plays the kubelets' part in recording events, and lets
 * something happen now and then, until it is ended.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type ApiServer, mustCall } from '../api.ts';
import { clusterManifests, silentNodes } from './cluster.ts';
import { type Cluster, INCIDENTS } from './incidents.ts';
import { Kubelets, type Pod } from './kubelet.ts';
import { Recorder } from './recorder.ts';

/** How often pods are looked at, in milliseconds. */
const PERIOD = 1_000;

const api = fromKubeconfig(process.env.KUBECONFIG ?? '');
const recorder = new Recorder(api);
const kubelets = new Kubelets(recorder);
let pods: Pod[] = [];
let silent: ReadonlySet<string> = new Set();
let turn = 0;

/** The stack's own kubeconfigs are JSON, with a token. */
function fromKubeconfig(file: string): ApiServer {
  const config = JSON.parse(readFileSync(file, 'utf8')) as {
    clusters: Array<{ cluster: { server: string; 'certificate-authority-data': string } }>;
    users: Array<{ user: { token: string } }>;
  };
  const { server = '', 'certificate-authority-data': ca = '' } = config.clusters[0]?.cluster ?? {};
  return { url: server, ca: Buffer.from(ca, 'base64').toString(), token: config.users[0]?.user.token ?? '' };
}

/** Logs the failure and continues: the API server may be away for a while. */
async function attempt(what: string, action: () => Promise<void>): Promise<boolean> {
  try {
    await action();
    return true;
  } catch (error) {
    console.error(`${what}: ${String(error)}`);
    return false;
  }
}

async function applyAll(): Promise<void> {
  for (const { path, object } of clusterManifests()) {
    while (!(await attempt(`apply ${object.kind} ${object.metadata.name}`, () => apply(path, object)))) {
      await delay(PERIOD);
    }
  }
}

async function apply(path: string, object: { status?: unknown; kind?: string }): Promise<void> {
  await mustCall(api, 'PATCH', path, object);
  if (object.kind === 'Node') {
    await mustCall(api, 'PATCH', path.replace('?', '/status?'), object);
  }
}

async function watchPods(): Promise<void> {
  silent = await silentNodes(api);
  const { items } = (await mustCall(api, 'GET', '/api/v1/pods')) as { items: Pod[] };
  pods = items;
  kubelets.observe(pods, silent, Date.now());
  await kubelets.tick(Date.now());
}

async function incidents(): Promise<never> {
  for (;;) {
    for (const { after, happen } of INCIDENTS) {
      await delay(after * 1000);
      const cluster: Cluster = { api, recorder, pods: () => pods, silent: () => silent, turn: turn++ };
      await attempt('incident', () => happen(cluster));
    }
  }
}

await applyAll();
console.log('workloads applied');
void incidents();
for (;;) {
  await attempt('pods', watchPods);
  await delay(PERIOD);
}
