import assert from 'node:assert/strict';
import { it } from 'node:test';
import pino from 'pino';
import { loadConfig } from '../src/config/load.ts';
import { createSinks } from '../src/delivery/sinks.ts';
import { createMetrics } from '../src/telemetry/metrics.ts';
import { Status } from '../src/telemetry/status.ts';
import { item } from './items.ts';
import { serverThat } from './raw-server.ts';

it('reports a Loki that fails in a later term as failing since then, with a warning of its own', async () => {
  const { url } = await serverThat((socket) => socket.destroy());
  const warnings: string[] = [];
  let onWarning: () => void = () => undefined;
  const write = (line: string): void => {
    const { msg } = JSON.parse(line) as { msg: string };
    warnings.push(msg);
    onWarning();
  };
  const status = new Status('id', '1', { watchSilenceMs: 1, leaseDurationMs: 1 });
  const config = loadConfig({}, { KUBERNETES_EVENTS_RECEIVERS_LOKI_URL: url.href });
  const [sink] = createSinks(config, pino({ level: 'warn' }, { write }), createMetrics(), status);

  /** Delivers until Loki has failed once. Returns since when it fails. */
  async function term(): Promise<number | undefined> {
    const stop = new AbortController();
    onWarning = () => setImmediate(() => stop.abort());
    await assert.rejects(sink!.deliver([item(1)], { signal: stop.signal, mayPush: () => true }));
    const { failingSinceMs } = status.receivers.get('loki') ?? {};
    status.endTerm();
    return failingSinceMs;
  }

  const first = await term();
  const endedMs = performance.now();
  const second = await term();
  assert.ok(first !== undefined && second !== undefined);
  assert.ok(first < endedMs && second > endedMs, `failing since ${first} and ${second}, the term ended at ${endedMs}`);
  assert.deepEqual(
    warnings,
    Array.from({ length: 2 }, () => 'loki: push failed, retrying until it succeeds')
  );
});
