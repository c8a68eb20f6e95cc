import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { describe, it } from 'node:test';
import { DROP_REASONS } from '../src/telemetry/drop-reasons.ts';
import { measured } from '../src/delivery/loki/measured.ts';
import { createLog } from '../src/telemetry/log.ts';
import { createMetrics } from '../src/telemetry/metrics.ts';
import { serveTelemetry } from '../src/telemetry/server.ts';
import { EXPIRED_LEASE_MS, Status } from '../src/telemetry/status.ts';

const TIMES = { watchSilenceMs: 36_000, leaseDurationMs: 15_000 };
const newStatus = (): Status => new Status('replica-0', '1.0.0', TIMES);

/** Writes log lines where they can be awaited. */
function logTo(lines: string[], stream = new Writable()): { log: ReturnType<typeof createLog>; stream: Writable } {
  stream._write = (chunk: Buffer, _encoding, done) => {
    lines.push(chunk.toString());
    stream.emit('line');
    done();
  };
  return { log: createLog('info', stream), stream };
}

describe('the telemetry server', () => {
  it('answers 500 and logs the error if a handler fails, and then the next request', async () => {
    const lines: string[] = [];
    const { log, stream } = logTo(lines);
    const status = newStatus();
    const server = serveTelemetry('127.0.0.1:0', status, createMetrics(), log);
    await once(stream, 'line');
    const { address } = JSON.parse(lines[0]!) as { address: AddressInfo };
    const get = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${address.port}${path}`);
    status.measure = () => {
      throw new Error('cannot be measured');
    };
    assert.equal((await get('/metrics?all')).status, 500);
    assert.match(lines.at(-1)!, /"target":"\/metrics\?all","error":"cannot be measured".*telemetry: request failed/);
    assert.equal((await get('/livez')).status, 200);
    server.close();
  });
});

describe('the status', () => {
  it('is fatal if a leader still leads long after its Lease ran out, and for nobody else', () => {
    const status = newStatus();
    const expiredMs = status.leaseContactMs + TIMES.leaseDurationMs + EXPIRED_LEASE_MS;
    status.role = 'leader';
    // Fractions of a millisecond are rounded.
    assert.deepEqual(status.fatal(expiredMs - 1), []);
    assert.deepEqual(status.fatal(expiredMs + 1), ['lease: still leading 35 s after the last renewal']);
    for (const role of ['starting', 'candidate', 'alone'] as const) {
      status.role = role;
      assert.deepEqual(status.fatal(expiredMs + 1), []);
    }
  });

  it('reports a watch that heard nothing for too long, but not one that waits for room in a queue', () => {
    const laterMs = performance.now() + 10 * TIMES.watchSilenceMs;
    const status = newStatus();
    status.role = 'leader';
    status.watches.set('*', { state: 'watching', contactMs: performance.now(), waiting: false });
    assert.deepEqual(status.problems(laterMs), ['watch *: no answer from the API server']);
    status.watches.set('*', { state: 'watching', contactMs: performance.now(), waiting: true });
    assert.deepEqual(status.problems(laterMs), []);
    status.receivers.set('loki', { pending: 5, bytes: 5, failure: '503', failingSinceMs: performance.now() });
    assert.deepEqual(status.problems(laterMs), ['receiver loki: 503']);
  });

  it('keeps nothing of a term that is over, but its last checkpoint', () => {
    const status = newStatus();
    let times = 0;
    status.measure = () => {
      status.checkpoint = { '*': { version: String(++times) } };
    };
    status.watches.set('*', { state: 'watching', contactMs: 0 });
    status.receivers.set('loki', { pending: 7, bytes: 700, failure: 'away', failingSinceMs: 0 });
    status.endTerm();
    status.role = 'leader';
    assert.deepEqual(status.problems(Infinity), []);
    assert.partialDeepStrictEqual(JSON.parse(JSON.stringify(status)), {
      checkpoint: { '*': { version: '1' } },
      watches: [],
      receivers: [],
    });
    assert.equal(times, 1);
  });
});

describe('the metrics', () => {
  it('have every reason for a drop from the start at 0, and the versions', async () => {
    const text = await createMetrics().registry.metrics();
    for (const reason of DROP_REASONS) {
      assert.ok(text.includes(`\nkubernetes_events_collector_dropped_total{reason="${reason}"} 0\n`), reason);
    }
    assert.match(
      text,
      /\nkubernetes_events_collector_build_info\{version="\d+\.\d+\.\d+[^"]*",nodeversion="v\d+[^"]+"\} 1\n/
    );
    assert.match(text, /\nkubernetes_events_collector_push_duration_seconds_count\{status="204"\} 0\n/);
  });

  it('count the pushes in flight, and how long each took by status', async () => {
    const metrics = createMetrics();
    const answers: Array<(status: number) => void> = [];
    const push = measured(
      () => new Promise((resolve) => answers.push((status) => resolve({ status, text: '', retryAfterMs: 0 }))),
      metrics
    );
    const permit = { signal: new AbortController().signal, mayPush: () => true };
    const pushes = [204, 429, 0].map(() => push(Buffer.alloc(0), permit));
    const line = async (name: string): Promise<string | undefined> =>
      (await metrics.registry.metrics())
        .split('\n')
        .find((text) => text.startsWith(`kubernetes_events_collector_${name} `));
    assert.equal(await line('pushes_in_flight'), 'kubernetes_events_collector_pushes_in_flight 3');
    [204, 429, 0].forEach((status, at) => answers[at]!(status));
    await Promise.all(pushes);
    assert.equal(await line('pushes_in_flight'), 'kubernetes_events_collector_pushes_in_flight 0');
    for (const status of ['204', '429', 'none']) {
      assert.match((await line(`push_duration_seconds_count{status="${status}"}`)) ?? '', / 1$/, status);
    }
  });
});
