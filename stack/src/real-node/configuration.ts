import { mkdirSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import path from 'node:path';
import { binaryOf } from '../build.ts';
import { StackError } from '../errors.ts';
import {
  DISK_MOUNT,
  type Layout,
  NODE_ADDRESS,
  NODE_KIND,
  POD_NETWORK,
  PODS_BYTES,
  REGISTRY_NAME,
  REGISTRY_PORT,
} from './layout.ts';
import { TAG } from './registry.ts';
import { commandFile, pluginFolder } from './requirements.ts';

const MIB = 1024 ** 2;
/** A node with less left than this evicts pods. */
const EVICTION = { 'memory.available': 100 * MIB, 'nodefs.available': 300 * MIB, 'imagefs.available': 300 * MIB };
/** What a kubelet would set for the whole machine, and does not try to if it is there already. */
export const KERNEL_SETTINGS = { 'vm/overcommit_memory': '1', 'kernel/panic': '10', 'kernel/panic_on_oops': '1' };

export const CONTAINERD_SOCKET = '/run/containerd/containerd.sock';

export interface Configuration {
  containerd: string;
  kubelet: string;
  /** Stands for /etc/resolv.conf. */
  names: string;
  /** Stands for a file of /proc/sys. */
  kernelSetting(name: string): string;
}

/** Writes the files that the node's programs read. */
export function writeConfiguration({ folder, groups }: Layout): Configuration {
  const write = (name: string, content: string): string => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  const names = write('resolv.conf', 'nameserver 127.0.0.1\n');
  const network = path.dirname(write('networks/10-pods.conflist', JSON.stringify(podNetwork())));
  write(`registries/${REGISTRY_NAME}/hosts.toml`, `server = 'http://127.0.0.1:${REGISTRY_PORT}'\n`);
  Object.entries(KERNEL_SETTINGS).forEach(([name, value]) => write(`kernel/${name}`, `${value}\n`));
  return {
    containerd: write('containerd.toml', containerdConfig(network, path.join(folder, 'registries'))),
    kubelet: write('kubelet.json', JSON.stringify(kubeletConfig(groups, names), null, 2)),
    names,
    kernelSetting: (name) => path.join(folder, 'kernel', name),
  };
}

const podNetwork = (): object => ({
  cniVersion: '1.0.0',
  name: 'pods',
  plugins: [
    {
      type: 'bridge',
      bridge: 'pods0',
      isGateway: true,
      ipam: { type: 'host-local', ranges: [[{ subnet: POD_NETWORK }]], routes: [{ dst: '0.0.0.0/0' }] },
    },
  ],
});

function containerdConfig(network: string, registries: string): string {
  const plugins = pluginFolder();
  const runc = commandFile('runc');
  if (!plugins || !runc) {
    throw new StackError('runc and network plugins are missing: apt-get install runc containernetworking-plugins');
  }
  const runtime = `plugins.'io.containerd.cri.v1.runtime'`;
  return `version = 3
root = '${DISK_MOUNT}/containerd'
state = '${path.dirname(CONTAINERD_SOCKET)}'
disabled_plugins = ['io.containerd.nri.v1.nri']
[grpc]
address = '${CONTAINERD_SOCKET}'
[${runtime}]
# Without CAP_SYS_RESOURCE, no process may be made harder to kill than this one.
restrict_oom_score_adj = true
disable_hugetlb_controller = true
tolerate_missing_hugetlb_controller = true
[${runtime}.cni]
bin_dirs = ['${plugins}']
conf_dir = '${network}'
[${runtime}.containerd.runtimes.runc]
runtime_type = 'io.containerd.runc.v2'
runtime_path = '${binaryOf('containerd-shim-runc-v2')}'
[${runtime}.containerd.runtimes.runc.options]
BinaryName = '${runc}'
SystemdCgroup = false
[plugins.'io.containerd.cri.v1.images'.registry]
config_path = '${registries}'
[plugins.'io.containerd.cri.v1.images'.pinned_images]
sandbox = '${REGISTRY_NAME}/pause:${TAG}'
`;
}

/** Source: https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/ */
const kubeletConfig = (groups: string, names: string): object => ({
  apiVersion: 'kubelet.config.k8s.io/v1beta1',
  kind: 'KubeletConfiguration',
  containerRuntimeEndpoint: `unix://${CONTAINERD_SOCKET}`,
  registerWithTaints: [{ ...NODE_KIND, effect: 'NoSchedule' }],
  // Only the node's own network and the stack's sockets lead to it.
  address: NODE_ADDRESS,
  authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
  authorization: { mode: 'AlwaysAllow' },
  readOnlyPort: 0,
  clusterDNS: [NODE_ADDRESS],
  clusterDomain: 'cluster.local',
  resolvConf: names,
  // Lets it run without some rights over the machine, such as CAP_SYS_RESOURCE.
  featureGates: { KubeletInUserNamespace: true },
  failCgroupV1: false,
  failSwapOn: false,
  cgroupDriver: 'cgroupfs',
  cgroupRoot: `/${groups}`,
  enforceNodeAllocatable: ['pods'],
  makeIPTablesUtilChains: false,
  // All pods start at once. By default, more than ten pulls at a time fail with "pull QPS exceeded".
  registryPullQPS: 0,
  // People and tests wait for what happens here: pods get little, and pressure comes and passes soon.
  systemReserved: { memory: String(totalmem() - PODS_BYTES - EVICTION['memory.available']), cpu: '100m' },
  evictionHard: { ...Object.fromEntries(Object.entries(EVICTION).map(([signal, bytes]) => [signal, String(bytes)])) },
  evictionPressureTransitionPeriod: '30s',
  nodeStatusUpdateFrequency: '5s',
  imageGCHighThresholdPercent: 100,
});
