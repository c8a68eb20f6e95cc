import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, afterEach, before, describe, it } from 'node:test';
import { CONNECTION_MS, MAX_CONNECTIONS } from '../../backend-sidecar/src/telemetry/server.ts';
import { freePort } from '../../stack/src/ports.ts';
import { FaultyProxy } from '../fakes/proxy.ts';
import { create, NUMBERS, oldEvent } from './events.ts';
import { Bed, type Collector, until } from './harness.ts';
import { assertKeptOnce } from './kept.ts';
import { misuse } from './malformed.ts';

let bed: Bed;
before(async () => {
  bed = await Bed.start();
});
after(() => bed.end());
afterEach(() => bed.endCollectors());

async function listening(): Promise<{ collector: Collector; port: number; livez(): Promise<string> }> {
  const port = await freePort(undefined, 'telemetry');
  const config = { receivers: { discard: true }, telemetry: { listen: `127.0.0.1:${port}` } };
  const collector = bed.collector({ config });
  await collector.logged('telemetry: listening');
  return { collector, port, livez: async () => (await fetch(`http://127.0.0.1:${port}/livez`)).text() };
}

/** How many connections to a port its server holds. */
function connectionsTo(port: number): number {
  const lines = readFileSync('/proc/net/tcp', 'utf8').trim().split('\n').slice(1);
  return lines.filter((line) => {
    const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
    const isListening = state === '0A';
    return Number.parseInt(local!.split(':')[1]!, 16) === port && !isListening && inode !== '0';
  }).length;
}

/** A line of /proc/PID/status, in MiB: VmRSS, or VmHWM for the most since {@link forgetPeak}. */
function memoryOf(pid: number, line: 'VmRSS' | 'VmHWM'): number {
  return Number(new RegExp(`${line}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

describe('telemetry', () => {
  it('serves metrics, status and readiness, for GET alone', async () => {
    const namespace = await bed.namespace('telemetry');
    const port = await freePort(undefined, 'telemetry');
    const listen = `127.0.0.1:${port}`;
    const url = `http://${listen}`;
    const collector = bed.collector({ config: { telemetry: { listen } } });
    await collector.logged('telemetry: listening');
    const second = bed.collector({
      args: ['-le'],
      config: { leaderElection: { leaseName: 'second' }, telemetry: { listen } },
    });
    await create(
      bed.stack,
      NUMBERS.slice(0, 20).map((number) => oldEvent(namespace, number))
    );
    await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 20));
    const metrics = await read(`${url}/metrics`);
    assert.match(
      metrics,
      /kubernetes_events_total\{type="Normal",reason="Numbered",kind="Pod",namespace="telemetry"\} 18/
    );
    assert.match(metrics, /kubernetes_events_collector_lag_seconds_count \d\d/);
    assert.match(metrics, /kubernetes_events_collector_leader 1/);
    assert.equal(await read(`${url}/readyz`), 'ok\n');
    assert.equal(await read(`${url}/livez`), 'ok\n');
    const status = JSON.parse(await read(`${url}/status`)) as {
      role: string;
      checkpoint: Record<string, { version: string }>;
    };
    assert.equal(status.role, 'alone');
    const scopes = ['*', 'controllerrevisions/*', 'pods/*', 'replicasets/*'];
    assert.deepEqual(Object.keys(status.checkpoint).toSorted(), scopes);
    assert.match(status.checkpoint['*']!.version, /^\d+$/);
    assert.equal((await fetch(`${url}/status`, { method: 'POST' })).status, 405);
    assert.equal((await fetch(`${url}/nothing`)).status, 404);
    await second.logged('telemetry: cannot listen');
    assert.ok(!/token|Bearer/i.test(await read(`${url}/status`)));
    await Promise.all([collector.kill('SIGTERM'), second.kill('SIGTERM')]);
  });

  it('is not ready while a watch is dead, and ready again afterwards', async () => {
    const { url, ca, token } = bed.stack.apiServer('collector');
    const proxy = await FaultyProxy.start(url, { authorization: `Bearer ${token}` }, ca);
    const port = await freePort(undefined, 'telemetry');
    // A tenth of the default.
    const kubernetes = { watchSilence: '3s' };
    const config = { leaderElection: { leaseName: 'dead' }, kubernetes, telemetry: { listen: `127.0.0.1:${port}` } };
    const collector = bed.collector({ kubeconfig: proxy.kubeconfig(bed.folder), config });
    await collector.logged('"msg":"watching"');
    const ready = async (): Promise<number> => (await fetch(`http://127.0.0.1:${port}/readyz`)).status;
    assert.equal(await ready(), 200);
    let dead = true;
    // Only requests for events get no answer.
    proxy.fault = (request) => dead && (request.url ?? '').includes('/events');
    proxy.filter = (chunk, request) => (dead && request.url?.includes('/events') ? 'swallow' : chunk);
    await until(async () => (await ready()) === 503, 9_000);
    dead = false;
    proxy.cutAll();
    await until(async () => (await ready()) === 200, 40_000);
    await collector.kill('SIGTERM');
    proxy.close();
  });
});

async function read(url: string): Promise<string> {
  return (await fetch(url)).text();
}

describe('the telemetry port', () => {
  it('answers /livez during and after 200 malformed requests, with bounded memory and sockets', async (test) => {
    const { collector, port, livez } = await listening();
    const { pid } = collector;
    await collector.logged('"msg":"watching"');
    assert.equal(await livez(), 'ok\n');
    const memoryBefore = memoryOf(pid, 'VmRSS');
    forgetPeak(pid);

    const sockets = await misuse(port, 200);
    test.after(() => sockets.forEach((socket) => socket.destroy()));
    assert.equal(await livez(), 'ok\n');
    assert.ok(connectionsTo(port) <= MAX_CONNECTIONS, `${connectionsTo(port)} connections`);
    await until(
      async () => (await livez()) === 'ok\n' && connectionsTo(port) === 0,
      CONNECTION_MS + 10_000,
      () => `${connectionsTo(port)} connections are open`
    );
    assert.equal(await livez(), 'ok\n');
    assert.equal(collector.child.exitCode, null);
    const grown = memoryOf(pid, 'VmHWM') - memoryBefore;
    assert.ok(grown < 48, `${Math.round(grown)} MiB more at the peak`);
    assert.equal(await collector.kill('SIGTERM'), 0);
  });

  it('answers a target in absolute form, and closes the connection after one answer', async () => {
    const { collector, port } = await listening();
    const socket = connect(port, '127.0.0.1');
    socket.write('GET http://collector.example/livez?verbose HTTP/1.1\r\nhost: collector.example\r\n\r\n');
    const answer = await text(socket);
    assert.match(answer, /^HTTP\/1\.1 200 /);
    assert.match(answer, /\r\nconnection: close\r\n/i);
    assert.match(answer, /\nok\n/);
    await collector.kill('SIGTERM');
  });

  it('lets a probe through when all connections are taken by clients that send nothing', async () => {
    const { collector, port, livez } = await listening();
    const silent = Array.from({ length: MAX_CONNECTIONS }, () => connect(port, '127.0.0.1'));
    silent.forEach((socket) => socket.on('error', () => undefined));
    await until(() => silent.every(({ readyState }) => readyState === 'open'), 5_000);
    assert.equal(await livez(), 'ok\n');
    await until(
      () => silent[0]!.destroyed,
      5_000,
      () => 'the oldest connection is still open'
    );
    silent.forEach((socket) => socket.destroy());
    await collector.kill('SIGTERM');
  });
});
