import { NODE, backOff, loops, times, type Scenario } from '../scenario.ts';

/** Containers end, do not start, or are not ready. */
export const CONTAINERS: readonly Scenario[] = [
  {
    name: 'crash loop after a configuration change',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'orders', [NODE, NODE]);
      await cluster.rollout(web, { env: { DATABASE_URL: 'nowhere' } });
      await cluster.run(web, [NODE, NODE]);
      await loops(cluster, web.pods, 1, 'Error', 'panic: no such host');
    },
    expected: [
      {
        workload: 'Deployment/orders',
        mode: 'crash',
        pods: 2,
        death: { reason: 'Error', exitCode: 1 },
        changed: ['env'],
        title: /^orders: (crash loop|exits with code 1)/,
      },
    ],
  },
  {
    name: 'OOM after a limit was lowered',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'cart', [NODE, NODE, NODE]);
      await cluster.rollout(web, { memory: '64Mi' });
      await cluster.run(web, [NODE, NODE, NODE]);
      await loops(cluster, web.pods, 137, 'OOMKilled');
    },
    expected: [
      {
        workload: 'Deployment/cart',
        mode: 'oom',
        pods: 3,
        death: { reason: 'OOMKilled', exitCode: 137 },
        changed: ['limits'],
        title: /^cart: out of memory/,
      },
    ],
  },
  {
    name: 'OOM by load without a change',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'search', [NODE, 'worker-2']);
      await loops(cluster, web.pods, 137, 'OOMKilled');
    },
    expected: [
      {
        workload: 'Deployment/search',
        mode: 'oom',
        pods: 2,
        death: { reason: 'OOMKilled', exitCode: 137 },
        title: /^search: out of memory/,
      },
    ],
  },
  {
    name: 'liveness probe fails after a rollout',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'api', [NODE, NODE]);
      await cluster.rollout(web, { image: `registry.example.com/${namespace}/api:2.0.0` });
      await cluster.run(web, [NODE, NODE]);
      for (const pod of web.pods) {
        for (const restarts of times(3)) {
          await cluster.kubelet(pod, {
            reason: 'Unhealthy',
            message: 'Liveness probe failed: HTTP probe failed with statuscode: 503',
            count: 3,
          });
          await cluster.kubelet(pod, {
            type: 'Normal',
            reason: 'Killing',
            message: 'Container main failed liveness probe, will be restarted',
          });
          await cluster.dies(pod, { exitCode: 137, restarts });
        }
        await backOff(cluster, pod);
      }
    },
    expected: [
      {
        workload: 'Deployment/api',
        mode: 'probe',
        pods: 2,
        death: { reason: 'Error', exitCode: 137 },
        changed: ['image'],
        title: /^api: liveness probe fails/,
      },
    ],
  },
  {
    name: 'readiness fails on one pod of five',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(
        namespace,
        'profile',
        times(5).map(() => NODE)
      );
      await cluster.kubelet(web.pods[3]!, {
        reason: 'Unhealthy',
        message: 'Readiness probe failed: HTTP probe failed with statuscode: 500',
        count: 40,
      });
    },
    expected: [{ workload: 'Deployment/profile', mode: 'probe', pods: 1, title: /^profile: readiness probe fails/ }],
  },
  {
    name: 'missing secret',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'ledger', [NODE]);
      await cluster.kubelet(web.pods[0]!, {
        reason: 'Failed',
        message: 'Error: secret "ledger-credentials" not found',
        count: 12,
      });
    },
    expected: [
      { workload: 'Deployment/ledger', mode: 'other', pods: 1, title: /^ledger: secret, ConfigMap or key missing/ },
    ],
  },
  {
    name: 'init container is OOM killed',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'migrator', [NODE]);
      await cluster.rollout(web, { image: `registry.example.com/${namespace}/migrator:3` });
      await cluster.run(web, [NODE], false);
      const pod = web.pods[0]!;
      for (const restarts of times(4)) {
        await cluster.dies(pod, {
          ...{ container: 'migrate', init: true, exitCode: 137, reason: 'OOMKilled', restarts },
          agoMs: (3 - restarts) * 1000,
        });
      }
      await cluster.kubelet(pod, {
        ...{ container: 'migrate', init: true, reason: 'BackOff', count: 4 },
        message: `Back-off restarting failed container migrate in pod ${pod.name}_${namespace}(${pod.uid})`,
      });
    },
    expected: [
      {
        workload: 'Deployment/migrator',
        mode: 'oom',
        pods: 1,
        death: { reason: 'OOMKilled', exitCode: 137 },
        changed: ['image'],
        title: /^migrator: out of memory/,
      },
    ],
  },
  {
    name: 'sidecar crashes beside a healthy container',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'store', [NODE, 'worker-2', 'worker-3']);
      for (const pod of web.pods) {
        for (const restarts of times(3)) {
          await cluster.dies(pod, { container: 'proxy', exitCode: 255, restarts, message: 'bind: address in use' });
        }
        await cluster.kubelet(pod, {
          ...{ container: 'proxy', reason: 'BackOff', count: 6 },
          message: `Back-off restarting failed container proxy in pod ${pod.name}_${namespace}(${pod.uid})`,
        });
        await cluster.kubelet(pod, {
          reason: 'Unhealthy',
          message: 'Readiness probe failed: HTTP probe failed with statuscode: 503',
          container: 'proxy',
          count: 8,
        });
      }
    },
    expected: [
      {
        workload: 'Deployment/store',
        mode: 'crash',
        pods: 3,
        death: { reason: 'Error', exitCode: 255 },
        title: /^store: (crash loop|exits with code 255)/,
      },
    ],
  },
  {
    name: 'pod without a controller crashes',
    run: async (cluster, namespace) => {
      const template = { image: 'registry.example.com/tools/debug:1', memory: '64Mi', env: {} };
      const pod = await cluster.pod(namespace, 'debug', NODE, template);
      await cluster.started(pod, template.image);
      await loops(cluster, [pod], 2, 'Error', 'usage: debug ADDRESS');
    },
    expected: [
      {
        workload: 'Pod/debug',
        mode: 'crash',
        pods: 1,
        death: { reason: 'Error', exitCode: 2 },
        title: /^debug: (crash loop|exits with code 2)/,
      },
    ],
  },
  {
    name: 'container ends with code 0 again and again',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'poller', [NODE]);
      await cluster.rollout(web, { env: { MODE: 'once' } });
      await cluster.run(web, [NODE]);
      await loops(cluster, web.pods, 0, 'Completed');
    },
    expected: [
      {
        workload: 'Deployment/poller',
        mode: 'crash',
        pods: 1,
        changed: ['env'],
        title: /^poller: /,
      },
    ],
  },
  {
    name: 'key missing in a ConfigMap',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'mailer', [NODE, NODE]);
      await cluster.rollout(web, { env: { LEVEL: 'debug' } });
      await cluster.run(web, [NODE], false);
      await cluster.kubelet(web.pods[0]!, {
        reason: 'Failed',
        message: `Error: couldn't find key LOG_LEVEL in ConfigMap ${namespace}/settings`,
        count: 15,
      });
    },
    expected: [
      { workload: 'Deployment/mailer', mode: 'other', pods: 1, changed: ['env'], title: /^mailer: .*ConfigMap/ },
    ],
  },
  {
    name: 'names cannot be resolved in probes of four workloads',
    run: async (cluster, namespace) => {
      for (const number of times(4)) {
        const web = await cluster.deployment(namespace, `page-${number}`, [NODE, 'worker-2']);
        for (const pod of web.pods) {
          await cluster.kubelet(pod, {
            reason: 'Unhealthy',
            message: `Readiness probe failed: Get "http://backend-${number}.${namespace}.svc:8080/ready": dial tcp: lookup backend-${number}.${namespace}.svc on 10.96.0.10:53: read udp 10.244.1.7:41003->10.96.0.10:53: i/o timeout`,
            count: 30,
          });
        }
      }
    },
    expected: [
      { workload: 'DNS/10.96.0.10:53', mode: 'network', pods: 8, shared: 'DNS/10.96.0.10:53', title: /10\.96\.0\.10/ },
    ],
  },
];
