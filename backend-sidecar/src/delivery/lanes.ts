import { fired } from '../time/fired.ts';
import { type Item } from './item.ts';
import { Lane } from './lane.ts';
import { type Permit, type Sink } from './sink.ts';
import { type Store } from './store.ts';

/** More tenants than this have no lane at the same time, unless entries of all of them wait. */
export const MOST_TENANTS = 500;

export interface LanesParts {
  sinks: readonly Sink[];
  /** The queue of a sink, or of one of its tenants. */
  storeFor(sink: Sink, tenant?: string): Store;
  delivered(items: readonly Item[]): void;
}

/** The lane of one tenant, with what ends it. */
interface TenantLane {
  lane: Lane;
  end: AbortController;
  /** What an item of the tenant goes into: this lane, and those of the other sinks. */
  into: readonly Lane[];
}

/**
 * One lane for each sink; for a sink with tenants, one for each of them, which is opened with the tenant's first entry. Lanes
 * deliver independently: a tenant that takes nothing does not hold up another.
 */
export class Lanes {
  readonly #parts: LanesParts;
  readonly #tenanted: Sink | undefined;
  readonly #fixed: readonly Lane[];
  /** In the order in which they were opened. */
  readonly #tenants = new Map<string, TenantLane>();
  #permit: Permit | undefined;
  /** The number of the last entry. */
  #last = 0;
  readonly #running = new Set<Promise<void>>();
  readonly #failed = Promise.withResolvers<never>();

  constructor(parts: LanesParts) {
    this.#parts = parts;
    this.#tenanted = parts.sinks.find(({ ofTenant }) => ofTenant);
    this.#fixed = parts.sinks.filter(({ ofTenant }) => !ofTenant).map((sink) => this.#laneOf(sink));
    this.#failed.promise.catch(() => undefined);
  }

  get all(): readonly Lane[] {
    return [...this.#fixed, ...[...this.#tenants.values()].map(({ lane }) => lane)];
  }

  get tenants(): ReadonlyMap<string, { lane: Lane }> {
    return this.#tenants;
  }

  /** Entries that are not acknowledged yet, by the sink that has most of them; tenants count together. */
  get pending(): number {
    const ofTenants = [...this.#tenants.values()].reduce((sum, { lane }) => sum + lane.pending, 0);
    return Math.max(ofTenants, ...this.#fixed.map(({ pending }) => pending));
  }

  /** All entries up to this number are delivered by the durable sinks, if there are any; entries of some lanes do not count. */
  acknowledged(isCounted: (lane: Lane) => boolean = () => true): number {
    const durable = this.all.filter(({ sink }) => sink.durable);
    const counted = durable.length > 0 ? durable : this.#fixed;
    const waiting = counted.filter((lane) => lane.pending > 0 && isCounted(lane));
    return waiting.length > 0
      ? Math.min(...waiting.map(({ acknowledged }) => acknowledged))
      : Math.max(this.#last, ...counted.map(({ acknowledged }) => acknowledged));
  }

  /** The lanes that an item goes into. It must be put before the next one is asked for. */
  of({ tenant, sequence }: Item): readonly Lane[] {
    this.#last = sequence;
    if (!this.#tenanted) {
      return this.#fixed;
    }
    const { lane, into } = this.open(tenant ?? '');
    if (lane.pending === 0) {
      // Nothing before it is this lane's.
      lane.acknowledged = Math.max(lane.acknowledged, sequence - 1);
    }
    return into;
  }

  open(tenant: string): TenantLane {
    const known = this.#tenants.get(tenant);
    if (known) {
      return known;
    }
    this.#endIdle();
    const sink = this.#tenanted!.ofTenant!(tenant);
    const lane = this.#laneOf(sink, tenant);
    const opened = { lane, end: new AbortController(), into: [lane, ...this.#fixed] };
    this.#tenants.set(tenant, opened);
    if (this.#permit) {
      this.#run(lane, opened.end.signal);
    }
    return opened;
  }

  /** Runs all lanes until the permit ends. */
  async run(permit: Permit): Promise<void> {
    this.#permit = permit;
    this.#fixed.forEach((lane) => this.#run(lane));
    this.#tenants.forEach(({ lane, end }) => this.#run(lane, end.signal));
    await Promise.race([fired(permit.signal), this.#failed.promise]);
    await Promise.all(this.#running);
  }

  #run(lane: Lane, end?: AbortSignal): void {
    const permit = this.#permit!;
    const signal = end ? AbortSignal.any([permit.signal, end]) : permit.signal;
    const running = lane.run({ ...permit, signal });
    this.#running.add(running);
    running.then(() => this.#running.delete(running), this.#failed.reject);
  }

  #laneOf(sink: Sink, tenant?: string): Lane {
    return new Lane(sink, this.#parts.storeFor(sink, tenant), (items) => this.#parts.delivered(items), tenant);
  }

  /** Ends lanes without entries while there are too many. */
  #endIdle(): void {
    for (const [tenant, { lane, end }] of this.#tenants) {
      if (this.#tenants.size < MOST_TENANTS) {
        return;
      }
      if (lane.pending === 0) {
        end.abort();
        this.#tenants.delete(tenant);
      }
    }
  }
}
