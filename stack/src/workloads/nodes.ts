import { type ApiServer, mustCall } from '../api.ts';
import { type Recorder } from './recorder.ts';

/** kwok renews the lease of a node with this label. Without the label the node stops responding. */
export const ANSWERING = { 'simulated-kubelet': 'answering' };

export interface Nodes {
  answering: readonly string[];
  silent: ReadonlySet<string>;
}

/** The names of the nodes, by whether they answer now. */
export async function readNodes(api: ApiServer): Promise<Nodes> {
  const { items } = (await mustCall(api, 'GET', '/api/v1/nodes')) as {
    items: Array<{ metadata: { name: string; labels?: Record<string, string> } }>;
  };
  const isAnswering = ({ labels }: { labels?: Record<string, string> }): boolean =>
    labels?.['simulated-kubelet'] === ANSWERING['simulated-kubelet'];
  const named = (wanted: boolean): string[] =>
    items.filter(({ metadata }) => isAnswering(metadata) === wanted).map(({ metadata }) => metadata.name);
  return { answering: named(true), silent: new Set(named(false)) };
}

/** Records how the kubelets of these nodes start, as they do on their own. */
export async function recordStarts(nodes: readonly string[], recorder: Pick<Recorder, 'record'>): Promise<void> {
  for (const name of nodes) {
    const node = { kind: 'Node', name, uid: name };
    await recorder.record(name, node, 'Normal', 'Starting', 'Starting kubelet.');
    for (const status of ['NodeHasSufficientMemory', 'NodeHasNoDiskPressure', 'NodeHasSufficientPID']) {
      await recorder.record(name, node, 'Normal', status, `Node ${name} status is now: ${status}`);
    }
    const enforced = 'Updated Node Allocatable limit across pods';
    await recorder.record(name, node, 'Normal', 'NodeAllocatableEnforced', enforced);
  }
}
