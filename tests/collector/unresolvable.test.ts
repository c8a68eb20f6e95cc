import assert from 'node:assert/strict';
import path from 'node:path';
import { after, afterEach, before, it } from 'node:test';
import { FaultyProxy } from '../fakes/proxy.ts';
import { create, NUMBERS, oldEvent } from './events.ts';
import { Bed, type Collector, until } from './harness.ts';
import { assertKeptOnce } from './kept.ts';

const NODE_OPTIONS = `--require=${path.join(import.meta.dirname, 'resolver.cjs')}`;

let bed: Bed;
before(async () => {
  bed = await Bed.start();
});
after(() => bed.end());
afterEach(() => bed.endCollectors());

/** The address with a name that the collector cannot resolve at first. */
const named = (url: string, name: string): string => `http://${name}.test:${new URL(url).port}`;

async function toggle(collector: Collector, line: string): Promise<void> {
  const known = collector.lines.filter((text) => text === line).length;
  collector.child.kill('SIGHUP');
  await until(() => collector.lines.filter((text) => text === line).length > known, 10_000);
}

for (const args of [[], ['-le']]) {
  it(`a collector${args.length > 0 ? ' with leader election' : ''} whose servers' names do not resolve, at the start or later, loses nothing`, async () => {
    const namespace = await bed.namespace(`names${args.join('')}`);
    const { url, ca, token } = bed.stack.apiServer('collector');
    const [api, loki] = [
      await FaultyProxy.start(url, { authorization: `Bearer ${token}` }, ca),
      await FaultyProxy.start(bed.stack.lokiUrl),
    ];
    const collector = bed.collector({
      args,
      env: { NODE_OPTIONS },
      kubeconfig: api.kubeconfig(bed.folder, undefined, named(api.url, 'api-server')),
      lokiUrl: named(loki.url, 'loki'),
    });
    await collector.logged(/"error":"getaddrinfo ENOTFOUND api-server.test.*"msg":"lease: /);
    await create(bed.stack, events(namespace, 0, 100));
    await toggle(collector, 'names resolve');
    await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 100));

    await toggle(collector, 'names do not resolve');
    api.cutAll();
    loki.cutAll();
    await create(bed.stack, events(namespace, 100, 200));
    await collector.logged(/"error":"getaddrinfo ENOTFOUND api-server.test.*"msg":"watch: /);
    await toggle(collector, 'names resolve');
    await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 200));
    assert.equal(await collector.kill('SIGTERM'), 0);
    api.close();
    loki.close();
  });
}

function events(namespace: string, from: number, to: number): object[] {
  return NUMBERS.slice(from, to).map((number) => oldEvent(namespace, number));
}
