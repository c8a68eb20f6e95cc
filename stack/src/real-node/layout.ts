import { createHash } from 'node:crypto';
import path from 'node:path';

export const NODE_NAME = 'real-node';
/** Of the workloads in `real-node.yaml`. */
export const NODE_NAMESPACE = 'warehouse';
/** Inside the node's own network. */
export const NODE_ADDRESS = '10.244.255.1';
export const POD_NETWORK = '10.244.0.0/24';
export const REGISTRY_PORT = 5000;
/** Images are named after it; the node asks its own registry for them. */
export const REGISTRY_NAME = 'registry.example';
/** The label and the taint of the node: pods that are not meant for it do not run there. */
export const NODE_KIND = { key: 'kubelet', value: 'real' };
/** The node's disk holds what is in /var/lib and /var/log. */
export const DISK_MOUNT = '/var/lib';

const GIB = 1024 ** 3;
export const DISK_BYTES = 1 * GIB;
/** What pods may use together. */
export const PODS_BYTES = 1 * GIB;

/** Where the node of a stack keeps its things, in the stack's data folder. */
export interface Layout {
  folder: string;
  disk: string;
  images: string;
  /** Unix sockets, which connect the node's network with the machine's: to the API server, and to the node. */
  apiSocket: string;
  nodeSocket: string;
  /** The name of its control groups. */
  groups: string;
}

export function layoutOf(data: string): Layout {
  const folder = path.join(data, 'node');
  const at = (name: string): string => path.join(folder, name);
  return {
    folder,
    disk: at('disk.img'),
    images: at('images'),
    apiSocket: at('api.sock'),
    nodeSocket: at('node.sock'),
    groups: `kubernetes-events-${createHash('sha256').update(data).digest('hex').slice(0, 12)}`,
  };
}
