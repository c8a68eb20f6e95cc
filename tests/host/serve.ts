/**
 * The preview host: the built plugin in the smallest page that can mount it, on a real Loki, without Grafana.
 *
 *   node tests/host/serve.ts --port 3000 --loki http://127.0.0.1:3100 [--dist dist] [--sub-path /grafana]
 */
import { parseArgs } from 'node:util';
import { bundlePage } from './bundle.ts';
import { startHost } from './server.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3000' },
    loki: { type: 'string', default: 'http://127.0.0.1:3100' },
    dist: { type: 'string', default: new URL('../../dist', import.meta.url).pathname },
    'sub-path': { type: 'string', default: '' },
  },
});

const host = await startHost({
  port: Number(values.port),
  loki: new URL(values.loki),
  dist: values.dist,
  bundle: await bundlePage(),
  subPath: values['sub-path'],
});
console.log(`${host.url}/a/lokievents-kubernetes-app/events`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void host.close().then(() => process.exit(0)));
}
