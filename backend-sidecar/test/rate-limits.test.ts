import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Entry, type Event } from '@kubernetes-events/event';
import fc from 'fast-check';
import { type Checkpoint } from '../src/checkpoint/position.ts';
import { Tracker } from '../src/checkpoint/tracker.ts';
import { type Item } from '../src/delivery/item.ts';
import { Lane } from '../src/delivery/lane.ts';
import { Queue } from '../src/delivery/queue.ts';
import { Occurrences } from '../src/pipeline/occurrences.ts';
import { Pump, type Revision, type Source } from '../src/pipeline/pump.ts';
import { GRACE_MS, MOST_LIMITED, RateLimits } from '../src/pipeline/rate-limits.ts';
import { createMetrics } from '../src/telemetry/metrics.ts';

const PER_MS = 30_000;
const START_MS = Date.parse('2026-01-01T00:00:00Z');
const iso = (ms: number): string => new Date(ms).toISOString();

interface Seen {
  object: string;
  reason: string;
  atMs: number;
}

function eventOf({ object, reason, atMs }: Seen, version: number): Event {
  const time = iso(atMs);
  return {
    metadata: {
      name: `event-${version}`,
      namespace: 'a',
      uid: `u${version}`,
      resourceVersion: String(version),
      managedFields: [{ time }],
    },
    involvedObject: { kind: 'Pod', name: object },
    reason,
    message: `revision ${version}`,
    lastTimestamp: time,
  };
}

/** A collector from a checkpoint on: all of its pushes reach Loki, and Loki's answers come when the test says so. */
class Run {
  readonly tracker: Tracker;
  readonly #pump: Pump;
  readonly #source: Source;
  readonly #stop = new AbortController();
  readonly #lane: Lane;
  #answer: (() => void) | undefined;

  constructor(checkpoint: Checkpoint, max: number, loki: Map<string, Entry>) {
    this.tracker = new Tracker(checkpoint);
    const deliver = (items: readonly Item[]): Promise<readonly Item[]> => {
      for (const { entry } of items) {
        loki.set(`${entry.timestampNs} ${entry.line} ${JSON.stringify(entry.metadata)}`, entry);
      }
      return new Promise((resolve) => (this.#answer = () => resolve([])));
    };
    const queue = new Queue({ maxBytes: Infinity, maxEntries: Infinity });
    const sink = { name: 'test', durable: true, deliver };
    this.#lane = new Lane(sink, queue, () => this.tracker.acknowledge(this.#lane.acknowledged));
    this.#pump = new Pump(
      {
        lanes: { of: () => [this.#lane] },
        tracker: this.tracker,
        occurrences: new Occurrences(),
        filter: () => true,
        entry: {},
        metrics: createMetrics(),
        unreadable: (_, error) => assert.fail(String(error)),
      },
      0
    );
    const limits = new RateLimits<Revision>([{ match: { reason: 'Noise' }, max, per: PER_MS }]);
    this.#source = { scope: '*', floors: {}, workloads: undefined, limits, signal: this.#stop.signal };
    void this.#lane.run({ signal: this.#stop.signal, mayPush: () => true });
  }

  async read(seen: Seen, version: number): Promise<void> {
    const event = eventOf(seen, version);
    await this.#pump.take(this.#source, [
      { kind: 'revision', event, seen: 'added', position: { version: String(version) } },
    ]);
  }

  /** Lets pushes begin; with `answers`, they end as well. */
  async push(answers: boolean): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (answers) {
      this.#answer?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async flush(): Promise<void> {
    await this.#pump.flush(this.#source, true);
    while (this.#lane.pending > 0) {
      await this.push(true);
    }
  }

  kill(): Checkpoint {
    const { checkpoint } = this.tracker;
    this.#stop.abort();
    this.#answer?.();
    return { ...checkpoint };
  }
}

const object = (entry: Entry): string => `${entry.metadata.reason}/${entry.metadata.name}`;

/** How many occurrences the entries of each object and reason add up to. */
function sums(entries: Iterable<Entry>): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const entry of entries) {
    sum[object(entry)] = (sum[object(entry)] ?? 0) + Number(entry.metadata.increment);
  }
  return sum;
}

const seen = fc.record({
  object: fc.constantFrom('x', 'y'),
  reason: fc.constantFrom('Noise', 'Noise', 'Other'),
  afterMs: fc.constantFrom(0, 1_000, 4_000, 20_000, 70_000),
  then: fc.constantFrom('nothing', 'nothing', 'push', 'answer', 'answer', 'kill'),
});

describe('rate limits', () => {
  it('keep the sums of increments exact, whenever the collector is killed, with or without an answer of Loki', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(seen, { maxLength: 30 }), fc.integer({ min: 1, max: 2 }), async (steps, max) => {
        const loki = new Map<string, Entry>();
        let atMs = START_MS;
        const events = steps.map(({ afterMs, ...step }) => ({ ...step, atMs: (atMs += afterMs) }));
        let run = new Run({}, max, loki);
        for (let at = 0; at < events.length; at++) {
          const event = events[at]!;
          await run.read(event, at + 1);
          if (event.then !== 'nothing') {
            await run.push(event.then === 'answer');
          }
          if (event.then === 'kill') {
            events[at] = { ...event, then: 'nothing' };
            const checkpoint = run.kill();
            run = new Run(checkpoint, max, loki);
            at = Number(checkpoint['*']?.version ?? 0) - 1;
          }
        }
        await run.flush();
        run.kill();
        const expected: Record<string, number> = {};
        for (const { reason, object: name } of events) {
          expected[`${reason}/${name}`] = (expected[`${reason}/${name}`] ?? 0) + 1;
        }
        assert.deepEqual(sums(loki.values()), expected);
        assert.equal(Number(run.tracker.checkpoint['*']?.version ?? 0), events.length);
      }),
      { numRuns: 300 }
    );
  });

  it('send `max` entries of an object and reason in a window at once, and one with the others at its end', async () => {
    const loki = new Map<string, Entry>();
    const run = new Run({}, 2, loki);
    const found = (): Array<[string | undefined, string | undefined]> =>
      [...loki.values()].map(({ metadata, line }) => [/revision \d+/.exec(line)?.[0], metadata.increment]);
    for (let version = 1; version <= 10; version++) {
      await run.read({ object: 'x', reason: 'Noise', atMs: START_MS + version * 1_000 }, version);
      await run.push(true);
    }
    assert.deepEqual(found(), [
      ['revision 1', '1'],
      ['revision 2', '1'],
    ]);
    await run.read({ object: 'y', reason: 'Other', atMs: START_MS + PER_MS + GRACE_MS }, 11);
    await run.push(true);
    assert.deepEqual(found().slice(2), [
      ['revision 10', '8'],
      ['revision 11', '1'],
    ]);
    run.kill();
  });

  it('do not let the position into a window that is open, and let it out of it once its entries are delivered', async () => {
    const run = new Run({}, 1, new Map());
    const version = (): string | undefined => run.tracker.checkpoint['*']?.version;
    await run.read({ object: 'x', reason: 'Other', atMs: START_MS }, 1);
    await run.push(true);
    assert.equal(version(), '1');
    await run.read({ object: 'x', reason: 'Noise', atMs: START_MS + 1_000 }, 2);
    await run.read({ object: 'x', reason: 'Noise', atMs: START_MS + 2_000 }, 3);
    await run.push(true);
    assert.equal(version(), '1');
    await run.read({ object: 'y', reason: 'Noise', atMs: START_MS + PER_MS }, 4);
    await run.push(false);
    assert.equal(version(), '1');
    await run.push(true);
    assert.equal(version(), '3');
    run.kill();
  });

  it('have a first list read again as it was, if a window is open from its first event on', () => {
    const limits = new RateLimits<number>([{ match: { reason: 'Noise' }, max: 1, per: PER_MS }]);
    const merged = { revision: 0, entry: { labels: {}, timestampNs: 0n, line: '', metadata: {} }, tenant: undefined };
    limits.holds(eventOf({ object: 'x', reason: 'Noise', atMs: START_MS }, 7), merged, START_MS, 0);
    const list = { version: '9', why: 'backfill' } as const;
    assert.deepEqual(limits.reaches({ version: '7', list }), { version: '1', list });
    assert.equal(limits.reaches({ version: '9' }), undefined);
    assert.equal(limits.safe(), undefined);
    limits.endAll();
    assert.deepEqual(limits.safe(), { version: '9' });
  });

  it('do not limit what they have no room for', () => {
    const limits = new RateLimits<number>([{ match: { reason: 'Noise' }, max: 1, per: PER_MS }]);
    const holds = (name: string): boolean => {
      const merged = { revision: 0, entry: { labels: {}, timestampNs: 0n, line: '', metadata: {} }, tenant: undefined };
      return limits.holds(eventOf({ object: name, reason: 'Noise', atMs: START_MS }, 1), merged, START_MS, 0);
    };
    for (let number = 0; number < MOST_LIMITED + 10; number++) {
      assert.equal(holds(`pod-${number}`), false);
    }
    assert.deepEqual([holds('pod-0'), holds(`pod-${MOST_LIMITED + 1}`)], [true, false]);
  });
});
