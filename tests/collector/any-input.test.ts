import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import fc from 'fast-check';
import { entryOf, type Event, recordOf, text } from '../../pkg/event/src/index.ts';
import { LONGEST_VALUE } from '../../pkg/event/src/metadata.ts';
import { find } from '../loki/loki.ts';
import { Bed } from './harness.ts';
import { TenantSink } from './limits/tenant.ts';

let bed: Bed;
before(async () => {
  bed = await Bed.start({ only: ['loki'] });
});
after(() => bed.end());

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
  const events = fc.sample(anyEvent, 600).map((event, index) => {
    const { metadata } = event;
    return { ...event, metadata: { ...metadata, uid: `uid-${index}` } } as unknown as Event;
  });
  const entries = events.map((event, index) =>
    entryOf(event, 1, { format: (['flat', 'json', 'logfmt'] as const)[index % 3]!, eventUid: true })
  );
  const sink = new TenantSink(bed.stack.lokiUrl, 'only');
  const left = await sink.deliver(...entries);
  assert.deepEqual({ left, dropped: sink.dropped }, { left: 0, dropped: [] });
  const kept = await find(bed.stack.lokiUrl, '{service_name="kubernetes-events"}');
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
