import { setTimeout as delay } from 'node:timers/promises';
import { readAhead, readCheckpoint } from '../checkpoint/checkpoint.ts';
import { type Ahead } from '../checkpoint/ahead.ts';
import { type Checkpoint } from '../checkpoint/position.ts';
import { Tracker } from '../checkpoint/tracker.ts';
import { type Item } from '../delivery/item.ts';
import { Lanes } from '../delivery/lanes.ts';
import { Queue, type QueueLimits, SharedRoom } from '../delivery/queue.ts';
import { receiverOf, type Sink } from '../delivery/sink.ts';
import { SpooledQueue } from '../delivery/spool/spooled-queue.ts';
import { type Store } from '../delivery/store.ts';
import { TenantProgress } from '../tenants/progress.ts';
import { sleep } from '../time/sleep.ts';
import { type CollectorParts } from './parts.ts';
import { reportSpool } from './report.ts';
import { Spools } from './spools.ts';

/** As much of a list waits in memory: the next two pushes. */
const MAX_LISTED_BYTES = 2 * 1024 * 1024;

/** One term's way from the watches to the sinks, and how far each sink is. */
export class Delivery {
  readonly lanes: Lanes;
  readonly tracker: Tracker;
  /** Where the watches resume. */
  readonly from: Checkpoint;
  /** The number of the last entry that a spool has from an earlier run. */
  readonly recovered: number;
  /** Undefined without tenants. */
  readonly progress: TenantProgress | undefined;
  readonly #parts: CollectorParts;
  readonly #spools: Spools;
  /** Of the tenants. */
  readonly #room: SharedRoom;

  constructor(parts: CollectorParts, checkpoint: string | undefined) {
    const { sinks, config } = parts;
    this.#parts = parts;
    this.#room = new SharedRoom(config.queue);
    this.tracker = new Tracker(readCheckpoint(checkpoint));
    this.#spools = new Spools(parts, this.tracker.checkpoint);
    this.lanes = new Lanes({
      sinks,
      storeFor: (sink, tenant) => this.#storeFor(sink, tenant),
      delivered: (items) => this.#delivered(items),
    });
    if (sinks.some(({ ofTenant }) => ofTenant)) {
      const recovered = this.#spools.recover();
      const spooled = new Map([...recovered].map(([tenant, { checkpoint: to }]) => [tenant, to]));
      recovered.forEach((_, tenant) => this.lanes.open(tenant));
      this.from = this.tracker.checkpoint;
      this.recovered = Math.max(0, ...[...recovered.values()].map(({ entries }) => entries));
      this.progress = new TenantProgress(this.lanes, readAhead(checkpoint), spooled);
    } else {
      const spooled = this.#spools.of()?.recovered;
      spooled?.marks.forEach(({ scope, position, sequence }) => this.tracker.mark(scope, position, sequence));
      this.from = spooled?.checkpoint ?? this.tracker.checkpoint;
      this.recovered = spooled?.entries ?? 0;
    }
  }

  /** What the checkpoint says of tenants. */
  get ahead(): Ahead | undefined {
    return this.progress?.ahead(this.tracker.checkpoint, performance.now());
  }

  /** Waits until nothing is pending, at most `timeoutMs`; resolves with the number of entries left. */
  async drained(timeoutMs: number, lost: AbortSignal): Promise<number> {
    const endsMs = performance.now() + timeoutMs;
    // A revision that was waiting for room in a queue may still be on its way.
    await delay(0);
    while (this.lanes.pending > 0 && performance.now() < endsMs && !lost.aborted) {
      await sleep(10, lost);
    }
    return this.lanes.pending;
  }

  /** Brings metrics and status up to date. */
  measure(): void {
    const { metrics, status, sinks } = this.#parts;
    status.checkpoint = this.tracker.checkpoint;
    metrics.tenants.queueEntries.reset();
    for (const { name } of sinks) {
      metrics.queueEntries.set({ receiver: name }, 0);
      metrics.queueBytes.set({ receiver: name }, 0);
    }
    for (const { sink, tenant, queue, pending } of this.lanes.all) {
      const { bytes } = queue;
      metrics.queueEntries.inc({ receiver: sink.name }, pending);
      metrics.queueBytes.inc({ receiver: sink.name }, bytes);
      if (tenant !== undefined) {
        metrics.tenants.queueEntries.inc({ tenant: metrics.tenants.name(tenant) }, pending);
      }
      const name = receiverOf(sink.name, tenant);
      status.receivers.set(name, { ...status.receivers.get(name), pending, bytes });
    }
  }

  /** Closes what is open; what is in a spool stays. */
  close(): void {
    const { metrics } = this.#parts;
    this.#spools.close();
    metrics.queueEntries.reset();
    metrics.queueBytes.reset();
    metrics.tenants.queueEntries.reset();
  }

  #storeFor({ name }: Sink, tenant: string | undefined): Store {
    const { queue } = this.#parts.config;
    const spooled = name === 'loki' ? this.#spools.of(tenant) : undefined;
    const limits = tenant === undefined ? queue : this.#limitsOfTenant(spooled !== undefined);
    return spooled
      ? new SpooledQueue(limits, spooled.spool, () => this.tracker.checkpoint, reportSpool(this.#parts, tenant))
      : new Queue(tenant === undefined ? { ...limits, maxListedBytes: MAX_LISTED_BYTES } : limits);
  }

  /**
   * The tenants share the queue. With a spool, none takes more than half of it: what is more goes to the disk, and memory
   * is left for the others.
   */
  #limitsOfTenant(isSpooled: boolean): QueueLimits {
    const { maxBytes, maxEntries } = this.#parts.config.queue;
    const share = isSpooled ? 2 : 1;
    return { maxBytes: maxBytes / share, maxEntries: maxEntries / share, shared: this.#room };
  }

  #delivered(items: readonly Item[]): void {
    this.tracker.acknowledge(this.lanes.acknowledged());
    this.progress?.acknowledge();
    const nowMs = performance.now();
    for (const { receivedMs } of items) {
      this.#parts.metrics.lag((nowMs - receivedMs) / 1000);
    }
  }
}
