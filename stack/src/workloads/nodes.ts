import { type ApiServer, mustCall } from '../api.ts';
import { type ObjectReference, type Occasion, type Recorder } from './recorder.ts';

/** kwok renews the lease of a node with this label's first value. With the other, the node stops responding. */
const LABEL = 'simulated-kubelet';
export const ANSWERING = { [LABEL]: 'answering' };
export const SILENT = { [LABEL]: 'silent' };

/** The simulated nodes. */
export interface Nodes {
  answering: readonly string[];
  silent: ReadonlySet<string>;
  uids: ReadonlyMap<string, string>;
}

/** The simulated nodes, by whether they answer now. Others, such as those of real kubelets, are left alone. */
export async function readNodes(api: ApiServer): Promise<Nodes> {
  const { items } = (await mustCall(api, 'GET', '/api/v1/nodes')) as {
    items: Array<{ metadata: { name: string; uid: string; labels?: Record<string, string> } }>;
  };
  const named = (wanted: Record<string, string>): string[] =>
    items.filter(({ metadata }) => metadata.labels?.[LABEL] === wanted[LABEL]).map(({ metadata }) => metadata.name);
  return {
    answering: named(ANSWERING),
    silent: new Set(named(SILENT)),
    uids: new Map(items.map(({ metadata }) => [metadata.name, metadata.uid])),
  };
}

/** A node as its kubelet refers to it while it does not know the object: without uid. Its eviction manager never does. */
export const nodeOf = (name: string): ObjectReference => ({ kind: 'Node', name });

/** As the kubelet refers to its node once it knows the object. */
export const knownNode = (name: string, { uids }: Nodes): ObjectReference => ({ ...nodeOf(name), uid: uids.get(name) });

export const nodeStatus = (name: string, status: string): Occasion => ({
  type: 'Normal',
  reason: status,
  message: `Node ${name} status is now: ${status}`,
});

const normal = (reason: string, message: string): Occasion => ({ type: 'Normal', reason, message });

/** What the kubelet says of its node as it starts, before the node is registered, and then once more each time it sets its status. */
const AT_START = ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID'];
const TIMES_AT_START = 3;

/** Records how the kubelets of these nodes start. */
export async function recordStarts(nodes: Nodes, recorder: Pick<Recorder, 'record'>): Promise<void> {
  for (const name of nodes.answering) {
    await recordStart(name, recorder);
    await recorder.record(name, knownNode(name, nodes), nodeStatus(name, 'NodeReady'));
  }
}

export async function recordStart(name: string, recorder: Pick<Recorder, 'record'>): Promise<void> {
  const node = nodeOf(name);
  await recorder.record(name, node, normal('Starting', 'Starting kubelet.'));
  for (let times = 1; times <= TIMES_AT_START; times++) {
    for (const status of AT_START) {
      await recorder.record(name, node, nodeStatus(name, status));
    }
    if (times === TIMES_AT_START - 1) {
      await recorder.record(
        name,
        node,
        normal('NodeAllocatableEnforced', 'Updated Node Allocatable limit across pods')
      );
    }
  }
}
