import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import fc from 'fast-check';
import { entryOf, type Event, recordOf, text } from '../../pkg/event/src/index.ts';
import { LONGEST_VALUE } from '../../pkg/event/src/metadata.ts';
import { type Item, sizeOf } from '../../backend-sidecar/src/delivery/item.ts';
import { StreamGuard } from '../../backend-sidecar/src/delivery/loki/guard.ts';
import { lokiPush } from '../../backend-sidecar/src/delivery/loki/http.ts';
import { LokiSink } from '../../backend-sidecar/src/delivery/loki/sink.ts';
import { type Stack, startStack } from '../../stack/src/stack.ts';
import { find } from '../loki/loki.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

let stack: Stack;
const folder = mkdtempSync(path.join(tmpdir(), 'any-input-'));
before(async () => {
  stack = await startStack({ name: 'any-input', data: folder, only: ['loki'] });
});
after(async () => {
  await stack.signal('loki', 'SIGKILL');
  await stack.down();
  rmSync(folder, { recursive: true, force: true });
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '"', '\\', '\n', 'a, Kind:Pod, ', '{{.x}}', '\u0000', '\ud800', 'x'.repeat(5_000), '}', '`'),
  fc.constant(null),
  fc.constant(undefined)
);
const anything = fc.oneof({ weight: 5, arbitrary: hostile }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });
const reference = fc.record({
  kind: anything,
  namespace: anything,
  name: anything,
  uid: anything,
  fieldPath: anything,
});
const anyEvent = fc.record({
  metadata: fc.record({ name: anything, namespace: anything, resourceVersion: anything, labels: anything }),
  involvedObject: fc.oneof(reference, anything),
  reason: anything,
  message: anything,
  source: fc.oneof(fc.record({ host: anything, component: anything }), anything),
  type: anything,
  count: anything,
  lastTimestamp: anything,
  eventTime: anything,
  series: anything,
  reportingInstance: anything,
});

it('whatever an API server could send as an Event is taken by Loki, and reads back', { timeout: 120_000 }, async () => {
  const dropped: string[] = [];
  const access = { url: stack.lokiUrl, timeoutMs: 10_000, headers: {}, tls: { insecureSkipVerify: false } };
  const report = {
    retrying: (reason: string) => dropped.push(`retried: ${reason}`),
    pushed: () => undefined,
    mended: () => undefined,
    suspected: (_: unknown, reason: string) => dropped.push(`refused: ${reason}`),
    dropped: (_: unknown, why: string, reason: string) => dropped.push(`${why}: ${reason}`),
  };
  const clock = { wallNs: () => BigInt(Date.now()) * 1_000_000n, monotonicMs: () => performance.now() };
  const sink = new LokiSink(lokiPush(access), new StreamGuard(2_000), report, clock);
  const events = fc.sample(anyEvent, 600).map((event, index) => {
    const { metadata } = event;
    return { ...event, metadata: { ...metadata, uid: `uid-${index}` } } as unknown as Event;
  });
  const items = events.map((event, index): Item => {
    const entry = entryOf(event, 1, { format: (['flat', 'json', 'logfmt'] as const)[index % 3]! });
    return { sequence: index + 1, entry, bytes: sizeOf(entry), recordedNs: 0n, receivedMs: 0, scope: '*' };
  });
  await sink.deliver(items, { signal: new AbortController().signal, mayPush: () => true });
  assert.deepEqual(dropped, []);
  const kept = await find(stack.lokiUrl, '{service_name="kubernetes-events"}');
  const byUid = new Map(kept.map((line) => [recordOf(line).eventUid, recordOf(line)]));
  assert.equal(byUid.size, events.length);
  let compared = 0;
  for (const [index, event] of events.entries()) {
    const record = byUid.get(`uid-${index}`);
    // Loki shows a space for a replacement character in metadata.
    const reason = text(event.reason).replaceAll('\ufffd', ' ');
    if (reason.length < LONGEST_VALUE) {
      compared++;
      assert.equal(record?.reason.replaceAll('\ufffd', ' '), reason, JSON.stringify(event));
    }
  }
  assert.ok(compared > events.length / 2, `${compared} reasons were compared`);
});
