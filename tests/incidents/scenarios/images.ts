import { NODE, pullFails, times, type Scenario } from '../scenario.ts';

/** An image cannot be pulled. */
export const IMAGES: readonly Scenario[] = [
  {
    name: 'bad image after a rollout',
    run: async (cluster, namespace) => {
      const web = await cluster.deployment(namespace, 'web', [NODE, NODE]);
      await cluster.rollout(web, { image: `registry.example.com/${namespace}/web:1.4.3` });
      await cluster.run(web, [NODE], false);
      await pullFails(
        cluster,
        web,
        `rpc error: code = NotFound desc = failed to pull and unpack image "${web.template.image}": failed to resolve image: ${web.template.image}: not found`
      );
    },
    expected: [{ workload: 'Deployment/web', mode: 'image', pods: 1, changed: ['image'], title: /^web: image/ }],
  },
  {
    name: 'registry down for 8 workloads',
    run: async (cluster, namespace) => {
      for (const number of times(8)) {
        const web = await cluster.deployment(namespace, `svc-${number}`, [NODE], {
          image: `registry.internal:5000/team/svc-${number}:2`,
        });
        await pullFails(
          cluster,
          web,
          `failed to do request: Head "https://registry.internal:5000/v2/team/svc-${number}/manifests/2": dial tcp 10.0.3.9:5000: connect: connection refused`
        );
      }
    },
    expected: [
      {
        workload: 'Registry/registry.internal:5000',
        mode: 'image',
        pods: 8,
        shared: 'Registry/registry.internal:5000',
        title: /registry\.internal:5000.*8 workloads/,
      },
    ],
  },
  {
    name: 'one registry refuses credentials',
    run: async (cluster, namespace) => {
      for (const number of times(3)) {
        const image = `private.example.net/team/job-${number}:7`;
        const web = await cluster.deployment(namespace, `client-${number}`, [NODE, 'worker-2'], { image });
        await pullFails(
          cluster,
          web,
          `failed to pull and unpack image "${image}": failed to resolve image: failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://private.example.net/token?scope=repository%3Ateam%2Fjob-${number}%3Apull&service=private.example.net: 401 Unauthorized`
        );
      }
    },
    expected: [
      {
        workload: 'Registry/private.example.net',
        mode: 'image',
        pods: 6,
        shared: 'Registry/private.example.net',
        title: /private\.example\.net.*3 workloads/,
      },
    ],
  },
  {
    name: 'a kubelet that pulls too much at once, which is no fault of the registry',
    run: async (cluster, namespace) => {
      for (const name of ['cart', 'prices']) {
        const image = `busy.example.net/team/${name}:3`;
        await pullFails(cluster, await cluster.deployment(namespace, name, [NODE], { image }), 'pull QPS exceeded');
      }
    },
    expected: ['cart', 'prices'].map((name) => ({
      workload: `Deployment/${name}`,
      mode: 'image',
      pods: 1,
      title: new RegExp(`^${name}: image`),
    })),
  },
];
