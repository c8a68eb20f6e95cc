import { NODE, loops, quotaRefuses, times, type Scenario } from '../scenario.ts';

/** More than one thing fails. */
export const TOGETHER: readonly Scenario[] = [
  {
    name: 'two unrelated incidents at once',
    run: async (cluster, namespace) => {
      const one = await cluster.deployment(namespace, 'mail', [NODE, NODE]);
      const two = await cluster.deployment(namespace, 'stock', ['worker-2']);
      await loops(cluster, one.pods, 3, 'Error');
      await quotaRefuses(cluster, two);
    },
    expected: [
      {
        workload: 'Deployment/mail',
        mode: 'crash',
        pods: 2,
        death: { reason: 'Error', exitCode: 3 },
        title: /^mail: (crash loop|exits with code 3)/,
      },
      { workload: 'Deployment/stock', mode: 'quota', title: /^stock: quota exceeded/ },
    ],
  },
  {
    name: 'database fails, and its clients after it',
    run: async (cluster, namespace) => {
      const db = await cluster.controller('StatefulSet', namespace, 'postgres', [NODE]);
      await loops(cluster, db.pods, 137, 'OOMKilled');
      for (const number of times(3)) {
        const web = await cluster.deployment(namespace, `client-${number}`, [NODE, 'worker-2']);
        await loops(cluster, web.pods, 1, 'Error', 'dial tcp: connect postgres:5432: connection refused');
      }
    },
    expected: [
      {
        workload: 'StatefulSet/postgres',
        mode: 'oom',
        pods: 1,
        death: { reason: 'OOMKilled', exitCode: 137 },
        title: /^postgres: out of memory/,
      },
      ...times(3).map((number) => ({
        workload: `Deployment/client-${number}`,
        mode: 'crash' as const,
        pods: 2,
        title: /crash loop/,
        evidence: /OOM killed/,
      })),
    ],
  },
];
