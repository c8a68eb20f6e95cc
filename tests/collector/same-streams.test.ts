import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, it } from 'node:test';
import { entryOf } from '../../pkg/event/src/index.ts';
import { type Item, sizeOf } from '../../backend-sidecar/src/delivery/item.ts';
import { OPENS_MANY, StreamGuard } from '../../backend-sidecar/src/delivery/loki/guard.ts';
import { lokiPush } from '../../backend-sidecar/src/delivery/loki/http.ts';
import { LokiSink } from '../../backend-sidecar/src/delivery/loki/sink.ts';
import { type Stack, startStack } from '../../stack/src/stack.ts';
import { find } from '../loki/loki.ts';

let stack: Stack;
const folder = mkdtempSync(path.join(tmpdir(), 'same-streams-'));
before(async () => {
  stack = await startStack({ name: 'same-streams', data: folder, only: ['loki'] });
});
after(async () => {
  await stack.signal('loki', 'SIGKILL');
  await stack.down();
  rmSync(folder, { recursive: true, force: true });
});

/** Delivers to Loki as a leader that resumes from a checkpoint, and so may repeat what the last one pushed. */
async function deliver(items: readonly Item[]): Promise<void> {
  const access = { url: stack.lokiUrl, timeoutMs: 10_000, headers: {}, tls: { insecureSkipVerify: false } };
  const fail = (what: string) => () => assert.fail(what);
  const report = {
    retrying: fail('retried'),
    pushed: () => undefined,
    mended: fail('changed'),
    suspected: fail('suspected'),
    dropped: fail('dropped'),
  };
  const clock = { wallNs: () => BigInt(Date.now()) * 1_000_000n, monotonicMs: () => performance.now() };
  const sink = new LokiSink(lokiPush(access), new StreamGuard(2_000), report, clock);
  await sink.deliver(items, { signal: new AbortController().signal, mayPush: () => true, resumed: true });
}

it('a leader that repeats the pushes of another one in other batches puts each entry into the same stream', async () => {
  const namespaces = Array.from({ length: 3 * OPENS_MANY }, (_, at) => `namespace-${at}`);
  const items = namespaces.map((namespace, at): Item => {
    const event = {
      metadata: { name: `event-${at}`, namespace, resourceVersion: String(at + 1), uid: `uid-${at}` },
      involvedObject: { kind: 'Pod', namespace, name: 'web' },
      lastTimestamp: new Date().toISOString(),
      type: 'Normal',
      reason: 'Started',
    };
    const entry = entryOf(event, 1);
    return { sequence: at + 1, entry, bytes: sizeOf(entry), recordedNs: 0n, receivedMs: 0, scope: '*' };
  });
  await deliver(items);
  await deliver(items.slice(OPENS_MANY - 2));
  const kept = await find(stack.lokiUrl, '{service_name="kubernetes-events"}');
  assert.equal(kept.length, items.length);
});
