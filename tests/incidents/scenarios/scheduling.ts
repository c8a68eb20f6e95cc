import { NODE, type Scenario } from '../scenario.ts';

/** Pods fit no node. */
export const SCHEDULING: readonly Scenario[] = [
  {
    name: 'node selector fits no node',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'trainer', [NODE]);
      await cluster.rollout(web, { nodeSelector: { gpu: 'a100' } });
      await cluster.run(web, [''], false);
      await cluster.event(web.pods[0]!, {
        type: 'Warning',
        reason: 'FailedScheduling',
        message:
          "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
        component: 'default-scheduler',
        series: 4,
      });
    },
    expected: [
      {
        workload: 'Deployment/trainer',
        mode: 'scheduling',
        pods: 1,
        changed: ['nodeSelector'],
        title: /^trainer: .*scheduled/,
      },
    ],
  },
  {
    name: 'preempted by a higher priority',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'batch', [NODE, NODE]);
      for (const pod of web.pods) {
        await cluster.event(pod, {
          reason: 'Preempted',
          message: 'Preempted by pod 7e1c84a5-90e3-4c0a-a0cf-6f6b0a5c9c11 on node worker-1',
          component: 'default-scheduler',
          series: 1,
        });
      }
      await cluster.run(web, ['', ''], false);
      for (const pod of web.pods.slice(2)) {
        await cluster.event(pod, {
          type: 'Warning',
          reason: 'FailedScheduling',
          message:
            '0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
          component: 'default-scheduler',
          series: 6,
        });
      }
    },
    expected: [
      { workload: 'Deployment/batch', mode: 'scheduling', pods: 2, title: /^batch: /, evidence: /Preempted by pod/ },
    ],
  },
];
