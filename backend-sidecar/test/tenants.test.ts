import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Event } from '@kubernetes-events/event';
import fc from 'fast-check';
import { readAhead, readCheckpoint, writeCheckpoint } from '../src/checkpoint/checkpoint.ts';
import { type Item } from '../src/delivery/item.ts';
import { Lanes, MOST_TENANTS } from '../src/delivery/lanes.ts';
import { Queue, SharedRoom } from '../src/delivery/queue.ts';
import { type Sink } from '../src/delivery/sink.ts';
import { BEHIND_MS, TenantProgress } from '../src/tenants/progress.ts';
import { labelsIn, tenantBy } from '../src/tenants/tenants.ts';
import { item } from './items.ts';

const eventIn = (namespace: string, over: Partial<Event> = {}): Event => ({
  metadata: { namespace },
  involvedObject: { kind: 'Pod' },
  ...over,
});

/** Tenants whose pushes end when the test says so. */
class Rig {
  readonly delivered = new Set<number>();
  readonly stop = new AbortController();
  readonly lanes: Lanes;
  readonly #waiting = new Map<string, () => void>();
  running: Promise<void> = Promise.resolve();

  constructor(room = new SharedRoom({ maxBytes: Infinity, maxEntries: Infinity })) {
    const sinkOf = (tenant: string): Sink => ({
      name: 'loki',
      durable: true,
      deliver: (items) =>
        new Promise((resolve) => {
          this.#waiting.set(tenant, () => {
            this.#waiting.delete(tenant);
            items.forEach(({ sequence }) => this.delivered.add(sequence));
            resolve([]);
          });
        }),
    });
    this.lanes = new Lanes({
      sinks: [{ ...sinkOf(''), ofTenant: sinkOf }],
      storeFor: () => new Queue({ maxBytes: 1e9, maxEntries: 1e9, shared: room }),
      delivered: () => undefined,
    });
  }

  put(sequence: number, tenant: string): true | Promise<boolean> {
    const one: Item = { ...item(sequence), tenant };
    return this.lanes.of(one)[0]!.queue.put(one, this.stop.signal);
  }

  async deliver(tenant: string): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.#waiting.get(tenant)?.();
    await new Promise((resolve) => setImmediate(resolve));
  }

  run(): void {
    this.running = this.lanes.run({ signal: this.stop.signal, mayPush: () => true });
  }

  async end(): Promise<void> {
    this.stop.abort();
    this.#waiting.forEach((deliver) => deliver());
    await this.running;
  }
}

describe('the tenant of an event', () => {
  it('is that of the first rule that matches, by fields and by the labels of its namespace; otherwise the default', () => {
    const tenantOf = tenantBy({
      tenant: 'platform',
      tenants: [
        { tenant: 'nodes', match: { 'involvedObject.kind': 'Node' } },
        { tenant: 'shop', match: { 'metadata.namespace': 'shop-.*' }, namespaceLabels: { env: 'prod|staging' } },
        { tenantFrom: { namespaceLabel: 'tenant' } },
      ],
    });
    const node = eventIn('shop-a', { involvedObject: { kind: 'Node' } });
    assert.equal(tenantOf(node, { tenant: 'own', env: 'prod' }), 'nodes');
    assert.equal(tenantOf(eventIn('shop-a'), { tenant: 'own', env: 'prod' }), 'shop');
    assert.equal(tenantOf(eventIn('shop-a'), { tenant: 'own', env: 'product' }), 'own');
    assert.equal(tenantOf(eventIn('a-shop-a'), { env: 'prod' }), 'platform');
    assert.equal(tenantOf(eventIn('x'), { tenant: '' }), 'platform');
  });

  it('needs only the labels that rules name', () => {
    const byName = { tenant: 'a', match: { 'metadata.namespace': 'a' } };
    assert.deepEqual(labelsIn([byName]), []);
    const rules = [byName, { tenant: 'b', namespaceLabels: { team: 'b' } }, { tenantFrom: { namespaceLabel: 'team' } }];
    assert.deepEqual(labelsIn(rules), ['team']);
  });
});

describe('the lanes of tenants', () => {
  it('never acknowledge an entry that is not delivered, and in the end all of them', async () => {
    const tenants = ['a', 'b', 'c'];
    const action = fc.oneof(
      fc.record({ put: fc.constantFrom(...tenants) }),
      fc.record({ deliver: fc.constantFrom(...tenants) })
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
        const rig = new Rig();
        rig.run();
        let sequence = 0;
        for (const one of actions) {
          await ('put' in one ? rig.put(++sequence, one.put) : rig.deliver(one.deliver));
          for (let number = 1; number <= rig.lanes.acknowledged(); number++) {
            assert.ok(rig.delivered.has(number), `${number} is acknowledged and not delivered`);
          }
        }
        while (rig.lanes.pending > 0) {
          await Promise.all(tenants.map((tenant) => rig.deliver(tenant)));
        }
        assert.equal(rig.lanes.acknowledged(), sequence);
        await rig.end();
      }),
      { numRuns: 50 }
    );
  });

  it('share the room of the queue, and an entry that waits for it gets it from any of them', async () => {
    const rig = new Rig(new SharedRoom({ maxBytes: Infinity, maxEntries: 2 }));
    assert.equal(rig.put(1, 'a'), true);
    assert.equal(rig.put(2, 'a'), true);
    // An empty queue always takes one.
    assert.equal(rig.put(3, 'b'), true);
    const waits = rig.put(4, 'b');
    assert.notEqual(waits, true);
    rig.lanes.of({ ...item(5), tenant: 'a' })[0]!.queue.take(Infinity);
    assert.equal(await waits, true);
  });

  it('are ended when they are idle and too many others come', async () => {
    const rig = new Rig();
    rig.run();
    assert.equal(rig.put(1, 'busy'), true);
    for (let number = 0; number < MOST_TENANTS + 10; number++) {
      rig.lanes.open(`idle-${number}`);
    }
    assert.ok(rig.lanes.tenants.size <= MOST_TENANTS);
    assert.ok(rig.lanes.tenants.has('busy'));
    await rig.deliver('busy');
    assert.ok(rig.delivered.has(1));
    await rig.end();
  });
});

describe('the progress of tenants', () => {
  const revision = (version: number) =>
    ({ kind: 'revision', event: { metadata: { resourceVersion: String(version) } }, seen: 'added' }) as const;

  it('is written while one is behind, so that only that one gets its entries again after a restart', async () => {
    const rig = new Rig();
    rig.run();
    const progress = new TenantProgress(rig.lanes, { ahead: {}, behind: [] }, new Map());
    progress.watch(['*']);
    for (const [sequence, tenant] of [
      [1, 'slow'],
      [2, 'fast'],
      [3, 'fast'],
    ] as const) {
      assert.equal(rig.put(sequence, tenant), true);
      progress.mark('*', { version: String(sequence * 10) }, sequence);
    }
    await rig.deliver('fast');
    await rig.deliver('fast');
    const slowest = { '*': { version: '5' } };
    const ahead = progress.ahead(slowest, performance.now() + BEHIND_MS + 1);
    assert.deepEqual(ahead, { ahead: { '*': '30' }, behind: ['slow'] });
    const text = writeCheckpoint(slowest, [], ahead);
    assert.deepEqual(readCheckpoint(text), slowest);
    const next = new TenantProgress(rig.lanes, readAhead(text), new Map());
    const delivered = (tenant: string, version: number) => next.isDelivered(tenant, '*', revision(version));
    assert.deepEqual([delivered('fast', 30), delivered('fast', 31)], [true, false]);
    assert.deepEqual([delivered('slow', 10), delivered('new', 20)], [false, true]);
    await rig.deliver('slow');
    assert.equal(progress.ahead({ '*': { version: '30' } }, performance.now()), undefined);
    await rig.end();
  });

  it('counts for nothing once etcd was restored', () => {
    const progress = new TenantProgress(new Rig().lanes, { ahead: { '*': '30' }, behind: [] }, new Map());
    assert.equal(progress.isDelivered('a', '*', revision(20)), true);
    assert.equal(progress.isDelivered('a', '*', { ...revision(20), seen: 'reset' }), false);
    assert.equal(progress.isDelivered('a', '*', revision(25)), false);
  });
});
