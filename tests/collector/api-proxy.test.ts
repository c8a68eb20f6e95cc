import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { create, oldEvent } from './events.ts';
import { Bed } from './harness.ts';
import { assertKeptOnce } from './kept.ts';

let bed: Bed;
before(async () => {
  bed = await Bed.start();
});
after(() => bed.end());

it("the API server is reached through the kubeconfig's proxy", async () => {
  const namespace = await bed.namespace('proxied');
  const tunnels: string[] = [];
  const proxy = createServer().on('connect', ({ url = '' }, socket) => {
    tunnels.push(url);
    const { hostname, port } = new URL(`tcp://${url}`);
    const server = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      server.pipe(socket).pipe(server);
    });
    server.on('error', () => socket.destroy());
    socket.on('error', () => server.destroy());
  });
  proxy.unref();
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const kubeconfig = path.join(bed.folder, 'proxied.kubeconfig');
  const original = readFileSync(bed.stack.kubeconfig('admin'), 'utf8');
  const { host } = new URL(bed.stack.apiServer().url);
  const proxied = original.replace('"server":', `"proxy-url": "${address}", "server":`);
  writeFileSync(kubeconfig, proxied);
  const collector = bed.collector({ kubeconfig, config: { filters: { namespaces: [namespace] } } });
  await create(bed.stack, [oldEvent(namespace, 1), oldEvent(namespace, 2)]);
  await assertKeptOnce(bed.stack, namespace, [1, 2]);
  await collector.kill('SIGTERM');
  assert.deepEqual([...new Set(tunnels)], [host]);
});
