import { NODE, cannotCreate, quotaRefuses, times, type Scenario } from '../scenario.ts';

/** The API server refuses pods. */
export const ADMISSION: readonly Scenario[] = [
  {
    name: 'quota stops a ReplicaSet',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'gateway', [NODE]);
      await quotaRefuses(cluster, web);
    },
    expected: [{ workload: 'Deployment/gateway', mode: 'quota', title: /^gateway: quota exceeded/ }],
  },
  {
    name: 'webhook is down for three workloads',
    run: async (cluster, namespace) => {
      for (const number of times(3)) {
        const web = await cluster.deployment(namespace, `shop-${number}`, [NODE]);
        await cannotCreate(
          cluster,
          web,
          'Internal error occurred: failed calling webhook "pods.policy.example.com": failed to call webhook: Post "https://policy.policy-system.svc:443/validate?timeout=10s": no endpoints available for service "policy"'
        );
      }
    },
    expected: [
      {
        workload: 'Webhook/pods.policy.example.com',
        mode: 'admission',
        shared: 'Webhook/pods.policy.example.com',
        title: /pods\.policy\.example\.com.*3 workloads/,
      },
    ],
  },
  {
    name: 'pod security refuses pods after a rollout',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'vault', [NODE]);
      await cluster.rollout(web, { image: `registry.example.com/${namespace}/vault:2` });
      await cannotCreate(
        cluster,
        web,
        'pods "vault-5d8c7f6b9-x2v4q" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "main" must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (container "main" must set securityContext.capabilities.drop=["ALL"])'
      );
    },
    expected: [{ workload: 'Deployment/vault', mode: 'admission', changed: ['image'], title: /^vault: / }],
  },
  {
    name: 'service account does not exist',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'robot', [NODE]);
      await cannotCreate(
        cluster,
        web,
        `pods "robot-7c9d5b6f4-" is forbidden: error looking up service account ${namespace}/robot: serviceaccount "robot" not found`
      );
    },
    expected: [{ workload: 'Deployment/robot', mode: 'admission', title: /^robot: .*service account/i }],
  },
];
