import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { type Entry, entryOf } from '../../pkg/event/src/index.ts';
import { OPENS_MANY } from '../../backend-sidecar/src/delivery/loki/guard.ts';
import { find } from '../loki/loki.ts';
import { Bed } from './harness.ts';
import { TenantSink } from './limits/tenant.ts';

let bed: Bed;
before(async () => {
  bed = await Bed.start({ only: ['loki'] });
});
after(() => bed.end());

/** Delivers to Loki as a leader that resumes from a checkpoint, and so may repeat what the last one pushed. */
async function deliver(entries: readonly Entry[]): Promise<void> {
  const sink = new TenantSink(bed.stack.lokiUrl, 'only');
  sink.resumed = true;
  const left = await sink.deliver(...entries);
  const refused = sink.answers.filter(({ status }) => status !== 204);
  assert.deepEqual({ left, refused, changed: sink.changed }, { left: 0, refused: [], changed: 0 });
}

it('a leader that repeats the pushes of another one in other batches puts each entry into the same stream', async () => {
  const namespaces = Array.from({ length: 3 * OPENS_MANY }, (_, at) => `namespace-${at}`);
  const entries = namespaces.map((namespace, at) => {
    const event = {
      metadata: { name: `event-${at}`, namespace, resourceVersion: String(at + 1), uid: `uid-${at}` },
      involvedObject: { kind: 'Pod', namespace, name: 'web' },
      lastTimestamp: new Date().toISOString(),
      type: 'Normal',
      reason: 'Started',
    };
    return entryOf(event, 1);
  });
  await deliver(entries);
  await deliver(entries.slice(OPENS_MANY - 2));
  const kept = await find(bed.stack.lokiUrl, '{service_name="kubernetes-events"}');
  assert.equal(kept.length, entries.length);
});
