import { type Entry, entryOf, type EntryOptions, type Event } from '@kubernetes-events/event';
import { isBelow, type Resumption } from '../checkpoint/checkpoint.ts';
import { type Position, type Scope } from '../checkpoint/position.ts';
import { type Tracker } from '../checkpoint/tracker.ts';
import { type Item, sizeOf } from '../delivery/item.ts';
import { type Lane } from '../delivery/lane.ts';
import { type Metrics } from '../telemetry/metrics.ts';
import { type Output } from '../watch/state.ts';
import { type Workloads } from '../workload/workloads.ts';
import { withAcceptedTime } from './entry-time.ts';
import { type Filter } from './filter.ts';
import { type Occurrences } from './occurrences.ts';
import { type Merged, type RateLimits } from './rate-limits.ts';
import { recordedAt } from './recorded.ts';

export interface PumpParts {
  lanes: { of(item: Item): readonly Lane[] };
  tracker: Pick<Tracker, 'mark'>;
  /** Undefined if all entries go to one. */
  tenants?: Tenants | undefined;
  occurrences: Occurrences;
  filter: Filter;
  entry: EntryOptions;
  /** Puts an entry into its stream. */
  place?: (entry: Entry) => Entry;
  metrics: Metrics;
  /** Something that no entry can be made of. */
  unreadable(event: unknown, error: unknown): void;
}

/** Loki's tenants. */
export interface Tenants {
  of(event: Event): string;
  /** Whether the tenant had this revision in an earlier run. */
  isDelivered(tenant: string, scope: Scope, revision: Revision): boolean;
}

/** Where outputs come from. */
export interface Source {
  scope: Scope;
  /** What of it was delivered under other scopes before. */
  floors: Resumption['floors'];
  /** Undefined if they are switched off; {@link Workloads.ready} for the outputs. */
  workloads: Workloads | undefined;
  /** Metadata from the labels of the object that an event is about, and of its namespace. */
  labelsOf?: ((event: Event) => Record<string, string>) | undefined;
  /** Undefined if nothing is limited. */
  limits?: RateLimits<Revision> | undefined;
  signal: AbortSignal;
}

export type Revision = Extract<Output, { kind: 'revision' }>;

/**
 * From what the watches find to what the sinks get: counts, filters, makes entries, and notes each position. One for
 * all scopes, as entries are numbered through.
 */
export class Pump {
  readonly #parts: PumpParts;
  readonly #recovered: number;
  #sequence: number;
  /** Each scope's last entry. */
  readonly #last = new Map<Scope, number>();
  /** The last of those that wait for room, in turn. */
  #waiting: Promise<boolean> | undefined;

  /** @param recovered the number of the last entry that is on its way already, whichever its scope */
  constructor(parts: PumpParts, recovered: number) {
    this.#parts = parts;
    this.#recovered = recovered;
    this.#sequence = recovered;
  }

  /**
   * Hands on, in order. Undefined where all of it is done, as there mostly is room; a promise where a lane is full.
   * Nothing more is marked once the source's signal has fired.
   */
  take(source: Source, outputs: readonly Output[]): Promise<void> | undefined {
    if (source.limits) {
      return this.#takeLimited(source, source.limits, outputs);
    }
    for (let at = 0; at < outputs.length && !source.signal.aborted; at++) {
      const waiting = this.#takeOne(source, outputs[at]!);
      if (waiting) {
        return this.#takeRest(source, outputs, at + 1, waiting);
      }
    }
    return undefined;
  }

  async #takeRest(source: Source, outputs: readonly Output[], from: number, waiting: Promise<void>): Promise<void> {
    await waiting;
    for (let at = from; at < outputs.length && !source.signal.aborted; at++) {
      await this.#takeOne(source, outputs[at]!);
    }
  }

  #takeLimited(source: Source, limits: RateLimits<Revision>, outputs: readonly Output[]): Promise<void> {
    return limits.inTurn(async () => {
      for (const output of outputs) {
        const { event } = output.kind === 'revision' ? output : {};
        await (event && this.#send(source, limits, limits.endedBy(event, recordedMs(event))));
        if (source.signal.aborted) {
          return;
        }
        await this.#takeOne(source, output);
      }
    });
  }

  /** Sends what rate limits have merged in windows that are over, or in all of them. */
  async flush(source: Source, all = false): Promise<void> {
    const { limits } = source;
    // While revisions are read, windows end by what is read.
    if (limits && (all || !limits.isBusy)) {
      await limits.inTurn(() => this.#send(source, limits, all ? limits.endAll() : limits.endedAt(performance.now())));
    }
  }

  async #send(source: Source, limits: RateLimits<Revision>, merged: Array<Merged<Revision>>): Promise<void> {
    for (const { revision, entry, tenant } of merged) {
      if ((await this.#put(source, revision, entry, tenant)) === false) {
        // All of the window is read again.
        return;
      }
    }
    const position = limits.safe();
    if (position) {
      this.#markSafe(source, position);
    }
  }

  #takeOne(source: Source, output: Output): Promise<void> | undefined {
    const { occurrences } = this.#parts;
    switch (output.kind) {
      case 'recalled':
        occurrences.remember(output.event);
        return undefined;
      case 'deleted':
        occurrences.forget(output.event);
        this.#mark(source, output.position);
        return undefined;
      case 'position':
        this.#mark(source, output.position);
        return undefined;
      case 'complete':
        return undefined;
      case 'unreadable':
        this.#parts.unreadable(output.value, 'not an object');
        return undefined;
      case 'revision':
        return this.#takeRevision(source, output);
    }
  }

  #takeRevision(source: Source, output: Revision): Promise<void> | undefined {
    const { tenants } = this.#parts;
    const entry = this.#entryOf(source, output);
    const tenant = entry && tenants?.of(output.event);
    const isDelivered = tenant !== undefined && tenants?.isDelivered(tenant, source.scope, output);
    const isNew = entry && !isDelivered;
    const isHeld = isNew && source.limits && this.#isHeld(source.limits, { revision: output, entry, tenant });
    const waiting = isNew && !isHeld ? this.#put(source, output, entry, tenant) : undefined;
    if (waiting) {
      return waiting.then((kept) => this.#markRevision(source, output, kept));
    }
    this.#markRevision(source, output, true);
    return undefined;
  }

  /** Whether a rate limit keeps the entry for now. */
  #isHeld(limits: RateLimits<Revision>, merged: Merged<Revision>): boolean {
    const { event, own } = merged.revision;
    const held = !own && limits.holds(event, merged, recordedMs(event), performance.now());
    if (held) {
      this.#parts.metrics.rateLimited.inc();
    }
    return held;
  }

  #markRevision(source: Source, { position }: Revision, kept: boolean): void {
    if (position && kept) {
      this.#mark(source, position);
    }
  }

  /**
   * Numbers the entry and puts it into the lanes; undefined if all have room, else whether all came to have it. An entry
   * is numbered in its turn, behind those that wait already: a lane acknowledges a number for all before it.
   */
  #put(source: Source, output: Revision, entry: Item['entry'], tenant?: string): Promise<boolean> | undefined {
    const put = (): Promise<boolean> | undefined => {
      const item = this.#itemOf(source, output, entry, tenant);
      return putInto(this.#parts.lanes.of(item), 0, item, source.signal);
    };
    const waiting = this.#waiting ? this.#waiting.then(() => put() ?? true) : put();
    if (waiting) {
      this.#waiting = waiting;
      const done = (): void => {
        this.#waiting = this.#waiting === waiting ? undefined : this.#waiting;
      };
      waiting.then(done, done);
    }
    return waiting;
  }

  /** The entry to deliver; undefined if there is none. */
  #entryOf({ floors, workloads, labelsOf }: Source, revision: Revision): Item['entry'] | undefined {
    const { event, seen, own } = revision;
    const { occurrences, entry, metrics } = this.#parts;
    metrics.received.inc();
    try {
      const labels = labelsOf?.(event);
      if (own) {
        return this.#keeps(event) ? entryOf(event, own.increment, entry, { ...labels, ...own.metadata }) : undefined;
      }
      const delivered = (seen === 'reset' && occurrences.has(event)) || isBelow(event, floors);
      const increment = occurrences.increment(event, seen);
      occurrences.remember(event);
      if (delivered) {
        return undefined;
      }
      return this.#keeps(event)
        ? entryOf(event, increment, entry, { workload: workloads?.of(revision) ?? '', ...labels })
        : undefined;
    } catch (error) {
      this.#parts.unreadable(event, error);
      return undefined;
    }
  }

  /** Whether the filters keep an event; counts it. */
  #keeps(event: Event): boolean {
    const { filter, metrics } = this.#parts;
    const kept = filter(event);
    if (kept) {
      metrics.count(event);
    } else {
      metrics.filtered.inc();
    }
    return kept;
  }

  #itemOf(
    { scope, limits }: Source,
    { event, seen, position }: Revision,
    original: Item['entry'],
    tenant?: string
  ): Item {
    const recordedNs = recordedAt(event);
    const accepted = withAcceptedTime(original, recordedNs);
    const entry = this.#parts.place?.(accepted) ?? accepted;
    const sequence = ++this.#sequence;
    this.#last.set(scope, sequence);
    return {
      sequence,
      entry,
      bytes: sizeOf(entry),
      recordedNs,
      receivedMs: performance.now(),
      scope,
      tenant,
      listed: seen !== 'added' && seen !== 'modified',
      ...(limits ? limits.placeOf(position) : { position }),
    };
  }

  #mark(source: Source, position: Position): void {
    const safe = source.limits ? source.limits.reaches(position) : position;
    if (safe) {
      this.#markSafe(source, safe);
    }
  }

  #markSafe({ scope }: Source, position: Position): void {
    this.#parts.tracker.mark(scope, position, this.#last.get(scope) ?? this.#recovered);
  }
}

/** Puts the item into the lanes from this one on. */
function putInto(lanes: readonly Lane[], from: number, item: Item, signal: AbortSignal): Promise<boolean> | undefined {
  for (let at = from; at < lanes.length; at++) {
    const put = lanes[at]!.queue.put(item, signal);
    if (put !== true) {
      return put.then((kept) => kept && (putInto(lanes, at + 1, item, signal) ?? true));
    }
  }
  return undefined;
}

/** When the API server took a revision, in milliseconds since the epoch; 0 if that is not known. */
const recordedMs = (event: Event): number => Number(recordedAt(event) / 1_000_000n);
