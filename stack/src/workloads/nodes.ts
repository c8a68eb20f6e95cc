import { type ApiServer, mustCall } from '../api.ts';

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
