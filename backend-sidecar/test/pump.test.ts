import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Event } from '@kubernetes-events/event';
import fc from 'fast-check';
import { type Checkpoint } from '../src/checkpoint/position.ts';
import { Tracker } from '../src/checkpoint/tracker.ts';
import { type Item } from '../src/delivery/item.ts';
import { Lane } from '../src/delivery/lane.ts';
import { Queue } from '../src/delivery/queue.ts';
import { pageOf } from '../src/kubernetes/page.ts';
import { type ResourceApi } from '../src/kubernetes/resource-api.ts';
import { type Read } from '../src/kubernetes/stream.ts';
import { Occurrences } from '../src/pipeline/occurrences.ts';
import { Pump, type Source } from '../src/pipeline/pump.ts';
import { createMetrics } from '../src/telemetry/metrics.ts';
import { initialState, type Output } from '../src/watch/state.ts';
import { step } from '../src/watch/step.ts';

const metrics = createMetrics();
const event = (version: number): Event => ({ metadata: { uid: `u${version}`, resourceVersion: String(version) } });

/** A pump with one lane, whose sink delivers when the test says so. */
class Rig {
  readonly delivered: Item[] = [];
  readonly unreadable: unknown[] = [];
  readonly tracker = new Tracker({});
  readonly pump: Pump;
  readonly #stop = new AbortController();
  readonly #lane: Lane;
  #deliver: (() => void) | undefined;

  constructor(limits: ConstructorParameters<typeof Queue>[0]) {
    const sink = {
      name: 'test',
      durable: true,
      deliver: (items: readonly Item[]) =>
        new Promise<readonly Item[]>((resolve) => {
          this.#deliver = () => {
            this.delivered.push(...items);
            resolve([]);
          };
        }),
    };
    this.#lane = new Lane(sink, new Queue(limits), () => this.tracker.acknowledge(this.#lane.acknowledged));
    this.pump = new Pump(
      {
        lanes: { of: () => [this.#lane] },
        tracker: this.tracker,
        occurrences: new Occurrences(),
        filter: () => true,
        entry: {},
        metrics,
        unreadable: (value) => this.unreadable.push(value),
      },
      0
    );
    void this.#lane.run({ signal: this.#stop.signal, mayPush: () => true });
  }

  source(scope: string): Source {
    return { scope, floors: {}, workloads: undefined, signal: this.#stop.signal };
  }

  /** Delivers one batch, if one is under way, and lets everything that waits for it continue. */
  async deliver(): Promise<void> {
    const deliver = this.#deliver;
    this.#deliver = undefined;
    deliver?.();
    await new Promise((resolve) => setImmediate(resolve));
  }

  async end(taking: ReadonlyArray<Promise<void> | undefined>): Promise<void> {
    let done = false;
    void Promise.all([...taking].map((one) => Promise.resolve(one))).then(() => (done = true));
    while (!done || this.#lane.pending > 0) {
      await this.deliver();
    }
    this.#stop.abort();
  }
}

const revision = (version: number, seen: 'backfill' | 'added'): Output => ({
  kind: 'revision',
  event: event(version),
  seen,
  position: { version: String(version) },
});

/** How many positions a checkpoint claims that were not delivered. */
function ahead(checkpoint: Checkpoint, delivered: readonly Item[]): string[] {
  return Object.entries(checkpoint).flatMap(([scope, { version }]) =>
    delivered.some((item) => item.scope === scope && item.position?.version === version) ? [] : [`${scope}@${version}`]
  );
}

describe('the pump', () => {
  it('numbers entries in the order in which the lanes get them, though one scope waits for room', async () => {
    const rig = new Rig({ maxBytes: 1e6, maxEntries: 100, maxListedBytes: 1 });
    const [listing, watching] = [rig.source('a'), rig.source('b')];
    const taking = [
      rig.pump.take(listing, [revision(1, 'backfill'), revision(2, 'backfill'), revision(3, 'backfill')]),
      rig.pump.take(watching, [revision(4, 'added'), revision(5, 'added')]),
    ];
    for (let batch = 0; batch < 10; batch++) {
      await rig.deliver();
      assert.deepEqual(ahead(rig.tracker.checkpoint, rig.delivered), []);
    }
    await rig.end(taking);
    assert.deepEqual(
      rig.delivered.map(({ sequence }) => sequence),
      [1, 2, 3, 4, 5]
    );
    assert.deepEqual(rig.tracker.checkpoint, { a: { version: '3' }, b: { version: '5' } });
  });

  it('keeps the checkpoint behind what is delivered, with any number of scopes and any room', async () => {
    const one = fc.record({ scope: fc.constantFrom('a', 'b', 'c'), listed: fc.boolean(), delivers: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), async (all, maxEntries) => {
        const rig = new Rig({ maxBytes: 1e6, maxEntries, maxListedBytes: 1 });
        const taking = new Map<string, Promise<void> | undefined>();
        const everything: Array<Promise<void> | undefined> = [];
        for (const [index, { scope, listed, delivers }] of all.entries()) {
          const outputs = [revision(index + 1, listed ? 'backfill' : 'added')];
          const before = taking.get(scope);
          const next = before
            ? before.then(() => rig.pump.take(rig.source(scope), outputs))
            : rig.pump.take(rig.source(scope), outputs);
          taking.set(scope, next);
          everything.push(next);
          if (delivers) {
            await rig.deliver();
          }
          assert.deepEqual(ahead(rig.tracker.checkpoint, rig.delivered), []);
        }
        await rig.end(everything);
        assert.equal(rig.delivered.length, all.length);
        assert.deepEqual(ahead(rig.tracker.checkpoint, rig.delivered), []);
      }),
      { numRuns: 100 }
    );
  });

  it('moves a scope that has nothing on its way, while the entries of another wait', () => {
    const rig = new Rig({ maxBytes: 1e6, maxEntries: 100 });
    void rig.pump.take(rig.source('busy'), [revision(1, 'added')]);
    void rig.pump.take(rig.source('quiet'), [{ kind: 'position', position: { version: '7' } }]);
    assert.deepEqual(rig.tracker.checkpoint, { quiet: { version: '7' } });
    return rig.end([]);
  });
});

describe('whatever an API server sends', () => {
  const values = fc.oneof(
    fc.constantFrom(null, '', '5', 'Created pod: x', {}, [], { toString: 1 }),
    fc.jsonValue({ maxDepth: 2 })
  );
  const metadata = fc.record(
    { name: values, uid: values, resourceVersion: fc.oneof(fc.constantFrom('7', '12'), values), managedFields: values },
    { requiredKeys: [] }
  );
  const object = fc.oneof(
    values,
    fc.record(
      {
        metadata: fc.oneof(metadata, values),
        involvedObject: values,
        reason: fc.oneof(fc.constant('SuccessfulCreate'), values),
        message: values,
        count: values,
        series: values,
        source: values,
        code: values,
        details: values,
        lastTimestamp: values,
      },
      { requiredKeys: [] }
    )
  );
  const frame = fc.oneof(
    values,
    fc.record({ type: fc.constantFrom('ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR', 5, null), object })
  );
  const list = fc.oneof(
    values,
    fc.record({
      metadata: fc.oneof(values, fc.record({ resourceVersion: fc.constantFrom('9', 5, null), continue: values })),
      items: fc.oneof(values, fc.array(object)),
    })
  );

  it('as a list or a frame, it is an event, or a failure with a reason, and never an exception', async () => {
    const problems = new Set<string>();
    await fc.assert(
      fc.asyncProperty(list, fc.array(frame), async (document, frames) => {
        const rig = new Rig({ maxBytes: 1e9, maxEntries: 1e6 });
        const read = { kind: 'frames', frames } as Read;
        const api: ResourceApi = {
          newest: () => Promise.reject(new Error('not asked for')),
          list: () => Promise.resolve(pageOf('list', document, 1)),
          watch: () =>
            Promise.resolve({ ok: true, value: { next: () => Promise.resolve(read), close: () => undefined } }),
        };
        const watching = { name: 'listed', version: '1', troubles: { empty: 0, errors: 0 } } as const;
        const results = [await step(initialState(undefined, true), api, () => 0), await step(watching, api, () => 0)];
        results.push(await step(results[1]!.state, api, () => 0));
        for (const { outputs = [], failure } of results) {
          await rig.pump.take(rig.source('a'), outputs);
          if (failure) {
            problems.add(failure.message.replaceAll(/:.*/gs, ''));
          }
        }
        await rig.end([]);
        const { a } = rig.tracker.checkpoint;
        assert.match(a?.version ?? '1', /^\d+$/);
      }),
      { numRuns: 2_000 }
    );
    assert.ok(problems.size > 2, [...problems].join('\n'));
  });
});
