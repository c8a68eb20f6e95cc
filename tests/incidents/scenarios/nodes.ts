import { type Workload } from '../objects.ts';
import { NODE, loops, times, type Scenario } from '../scenario.ts';

/** Something is wrong with a node, or on some nodes. */
export const NODES: readonly Scenario[] = [
  {
    name: 'node lost with 12 pods',
    nodes: ['lost-node'],
    run: async (cluster, namespace) => {
      const node = await cluster.node('lost-node');
      const workloads: Workload[] = [];
      for (const number of times(4)) {
        workloads.push(await cluster.deployment(namespace, `tier-${number}`, ['lost-node', 'lost-node', 'lost-node']));
      }
      await cluster.event(node, {
        reason: 'NodeNotReady',
        message: 'Node lost-node status is now: NodeNotReady',
        component: 'node-controller',
      });
      for (const pod of workloads.flatMap(({ pods }) => pods)) {
        await cluster.event(pod, {
          type: 'Warning',
          reason: 'NodeNotReady',
          message: 'Node is not ready',
          component: 'node-controller',
        });
      }
    },
    expected: [
      { workload: 'Node/lost-node', mode: 'node', pods: 12, shared: 'Node/lost-node', title: /^lost-node: not ready/ },
    ],
  },
  {
    name: 'disk pressure evicts',
    nodes: ['full-node'],
    run: async (cluster, namespace) => {
      const node = await cluster.node('full-node');
      const web = await cluster.deployment(namespace, 'logs', ['full-node', 'full-node']);
      await cluster.event(node, {
        type: 'Warning',
        reason: 'EvictionThresholdMet',
        message: 'Attempting to reclaim ephemeral-storage',
        component: 'kubelet',
        host: 'full-node',
      });
      for (const pod of web.pods) {
        await cluster.evicted(
          pod,
          'The node was low on resource: ephemeral-storage. Threshold quantity: 10%, available: 2Gi. Container main was using 8Gi, request is 0. '
        );
        await cluster.dies(pod, { exitCode: 137 });
      }
    },
    expected: [{ workload: 'Deployment/logs', mode: 'eviction', pods: 2, title: /^logs: pods evicted/ }],
  },
  {
    name: 'no network for new pods on one node',
    nodes: ['netless-node'],
    run: async (cluster, namespace) => {
      await cluster.node('netless-node');
      for (const number of times(6)) {
        const web = await cluster.deployment(namespace, `net-${number}`, [NODE]);
        await cluster.run(web, ['netless-node', 'netless-node'], false);
        for (const pod of web.pods.slice(1)) {
          await cluster.kubelet(pod, {
            reason: 'FailedCreatePodSandBox',
            message: `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "${pod.uid!.replaceAll('-', '')}": plugin type="calico" failed (add): error getting ClusterInformation: connection is unauthorized: Unauthorized`,
            count: 12,
          });
        }
      }
    },
    expected: [
      {
        workload: 'Node/netless-node',
        mode: 'network',
        pods: 12,
        shared: 'Node/netless-node',
        title: /netless-node.*6 workloads/,
      },
    ],
  },
  {
    name: 'DaemonSet fails on 3 of 40 nodes',
    run: async (cluster, namespace) => {
      const nodes = times(40).map((number) => `pool-${number}`);
      const agent = await cluster.controller('DaemonSet', namespace, 'log-agent', nodes);
      await loops(cluster, [agent.pods[4]!, agent.pods[17]!, agent.pods[31]!], 1, 'Error', 'too many open files');
    },
    expected: [
      {
        workload: 'DaemonSet/log-agent',
        mode: 'crash',
        pods: 3,
        death: { reason: 'Error', exitCode: 1 },
        title: /^log-agent: (crash loop|exits with code 1)/,
      },
    ],
  },
  {
    name: 'two nodes fail in two ways',
    nodes: ['dead-node', 'disk-node'],
    run: async (cluster, namespace) => {
      const dead = await cluster.node('dead-node');
      const disk = await cluster.node('disk-node');
      const lost: Workload[] = [];
      const moved: Workload[] = [];
      for (const number of times(3)) {
        lost.push(await cluster.deployment(namespace, `lost-${number}`, ['dead-node', NODE]));
        moved.push(await cluster.deployment(namespace, `moved-${number}`, ['disk-node', NODE]));
      }
      await cluster.event(dead, {
        reason: 'NodeNotReady',
        message: 'Node dead-node status is now: NodeNotReady',
        component: 'node-controller',
      });
      for (const { pods } of lost) {
        await cluster.event(pods[0]!, {
          ...{ type: 'Warning', reason: 'NodeNotReady', message: 'Node is not ready', component: 'node-controller' },
        });
      }
      await cluster.event(disk, {
        ...{ reason: 'NodeHasDiskPressure', message: 'Node disk-node status is now: NodeHasDiskPressure' },
        ...{ component: 'kubelet', host: 'disk-node' },
      });
      await cluster.event(disk, {
        ...{ type: 'Warning', reason: 'EvictionThresholdMet', message: 'Attempting to reclaim ephemeral-storage' },
        ...{ component: 'kubelet', host: 'disk-node' },
      });
      for (const { pods } of moved) {
        await cluster.evicted(
          pods[0]!,
          'The node was low on resource: ephemeral-storage. Threshold quantity: 10%, available: 1Gi. Container main was using 3Gi, request is 0, has larger consumption of ephemeral-storage. '
        );
      }
    },
    expected: [
      { workload: 'Node/dead-node', mode: 'node', pods: 3, shared: 'Node/dead-node', title: /^dead-node: not ready/ },
      { workload: 'Node/disk-node', mode: 'eviction', pods: 3, shared: 'Node/disk-node', title: /disk-node.*evict/ },
    ],
  },
  {
    name: 'node cannot free its disk',
    nodes: ['image-node'],
    run: async (cluster, namespace) => {
      const node = await cluster.node('image-node');
      await cluster.deployment(namespace, 'idle', ['image-node']);
      await cluster.event(node, {
        type: 'Warning',
        reason: 'FreeDiskSpaceFailed',
        message:
          'Failed to garbage collect required amount of images. Attempted to free 7851212800 bytes, but only found 0 bytes eligible to free.',
        component: 'kubelet',
        host: 'image-node',
        count: 14,
      });
    },
    expected: [{ workload: 'Node/image-node', mode: 'node', title: /^image-node: .*disk/ }],
  },
];
