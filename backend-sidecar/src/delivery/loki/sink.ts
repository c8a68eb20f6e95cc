import { type Entry } from '@kubernetes-events/event';
import { sleep } from '../../time/sleep.ts';
import { type DropReason } from '../../telemetry/drop-reasons.ts';
import { type Item } from '../item.ts';
import { type Permit, permitted, type Sink } from '../sink.ts';
import { fit, type FitClock } from './fit.ts';
import { type StreamGuard } from './guard.ts';
import { type Push } from './http.ts';
import { change, learn } from './learn.ts';
import { type LimitName, TenantLimits } from './limits.ts';
import { type Outcome } from './outcome.ts';
import { bytesOf, byStream, halves, isSame, type Pending, pendingOf, write } from './pending.ts';
import { plan } from './plan.ts';
import { Pusher, type PushReport, type SinkClock, SMALLEST_PUSH } from './pusher.ts';
import { type ReasonKind } from './refusal.ts';
import { isByIngester, refusedOf } from './verdict.ts';

/** Receives what is worth a log line or a metric. */
export interface LokiReport extends PushReport {
  /** An entry is changed, because Loki refused it. */
  mended(reason: ReasonKind): void;
  /** An entry is refused alone for no known reason; it is tried again. */
  suspected(entry: Entry, text: string): void;
  dropped(entry: Entry, why: DropReason, text: string): void;
}

/** How often a push is refused for no known reason before its entries are tried apart. */
const MOST_REFUSALS = 3;

/** An entry is dropped after it was refused alone this often, for no known reason, while Loki took others in between. */
export const SUSPECT_REFUSALS = 12;

/** An entry that is changed this often without success waits before it is tried again. */
const MOST_CHANGES = 16;

/** Reasons that pass: streams close, clocks are set. */
const MENDED_BY_TIME: ReadonlySet<ReasonKind> = new Set(['too many streams', 'too old', 'too new', 'too far behind']);

/** How long an entry waits that cannot be delivered now. */
export const HOLD_MS = 5_000;

/** Other entries are delivered past this many that wait; if there are more, they wait as well. */
const MOST_HELD = 64;

interface Batch {
  entries: Pending[];
  /** These exact entries must be pushed: Loki may have taken some of them. */
  asIs: boolean;
  /** The version of the limits that they are fitted to. */
  version: number;
  /** The expired limit that this push tries to exceed. */
  probe?: LimitName | undefined;
}

/**
 * Loki as a sink: pushes in snappy-compressed protobuf, retries forever, and changes what Loki refuses.
 *
 * What a refusal shows of the tenant's limits applies to all entries from then on ({@link TenantLimits}, {@link fit}).
 * An entry is dropped only if Loki names a reason and nothing is left to change about the entry, or if it is refused
 * alone again and again while Loki takes others.
 */
export class LokiSink implements Sink {
  readonly name = 'loki';
  readonly durable = true;
  readonly #guard: StreamGuard;
  readonly #report: LokiReport;
  readonly #clock: SinkClock;
  readonly #limits = new TenantLimits();
  readonly #pusher: Pusher;
  /** What is known of entries that an earlier delivery left behind. */
  readonly #left = new WeakMap<Item, Pending>();

  constructor(push: Push, guard: StreamGuard, report: LokiReport, clock: SinkClock) {
    this.#guard = guard;
    this.#report = report;
    this.#clock = clock;
    this.#pusher = new Pusher(push, this.#limits, report, clock);
  }

  async deliver(items: readonly Item[], permit: Permit): Promise<readonly Item[]> {
    this.#guard.opensFallback = !permit.resumed;
    let pending = items.map((item) => this.#left.get(item) ?? pendingOf(item));
    for (;;) {
      const nowMs = this.#clock.monotonicMs();
      const held = pending.filter(({ notBeforeMs }) => notBeforeMs > nowMs);
      await this.#deliver(
        pending.filter(({ notBeforeMs }) => notBeforeMs <= nowMs),
        held,
        permit
      );
      if (held.length <= MOST_HELD) {
        held.forEach((one) => this.#left.set(one.item, one));
        return held.map(({ item }) => item);
      }
      await sleep(HOLD_MS, permit.signal);
      await permitted(permit);
      pending = held;
    }
  }

  /** Delivers, or puts into `held` what has to wait. */
  async #deliver(pending: readonly Pending[], held: Pending[], permit: Permit): Promise<void> {
    const suspects = pending.filter(({ suspicion }) => suspicion);
    const others = pending.filter(({ suspicion }) => !suspicion);
    let work = [...this.#planned(others, held), ...suspects.map((one) => exactly([one]))];
    for (let batch = work.shift(); batch; batch = work.shift()) {
      if (!batch.asIs && batch.version !== this.#limits.version) {
        const all = [batch, ...work];
        const stale = all.filter(({ asIs }) => !asIs).flatMap(({ entries }) => entries);
        work = [...all.filter(({ asIs }) => asIs), ...this.#planned(stale, held)];
      } else if (batch.entries.length > 1 && bytesOf(batch.entries) > this.#limits.of('push bytes')) {
        work.unshift(...parts(batch));
      } else {
        const outcome = await this.#pusher.send(batch.entries, batch.asIs ? 1 : MOST_REFUSALS, permit);
        const next = this.#follow(batch, outcome, held);
        // What is fitted again comes last: by then, others may have shown more.
        work = [...next.filter(({ asIs }) => asIs), ...work, ...next.filter(({ asIs }) => !asIs)];
      }
    }
  }

  /** The entries, fitted to the limits, in pushes. */
  #planned(pending: readonly Pending[], held: Pending[]): Batch[] {
    const clock = this.#now();
    const { version } = this.#limits;
    this.#guard.replan();
    const fitted = pending.filter((one) => {
      write(one, fit(one.item, one.changes, this.#limits, this.#guard, clock));
      return this.#isChanged(one, held);
    });
    const probe = this.#probe(fitted, clock);
    const others = fitted.filter((one) => one !== probe?.entries[0]);
    const pushes = plan(others, this.#limits, this.#guard, clock).map((entries) => ({ entries, asIs: false, version }));
    return probe ? [probe, ...pushes] : pushes;
  }

  /** Whether an entry that was refused has another form now; else it is dropped, or waits. */
  #isChanged(one: Pending, held: Pending[]): boolean {
    const { refused } = one;
    one.refused = undefined;
    if (!refused) {
      return true;
    }
    const { entry, reason, text } = refused;
    const isSameAgain = isSame(entry, one.entry);
    if (isSameAgain && !MENDED_BY_TIME.has(reason)) {
      this.#report.dropped(one.item.entry, 'refused', text);
      return false;
    }
    if (isSameAgain || ++one.rounds % MOST_CHANGES === 0) {
      this.#report.retrying(text, 1, HOLD_MS);
      this.#hold(one, held);
      return false;
    }
    this.#report.mended(reason);
    return true;
  }

  /** One entry as it is without a limit that has expired, if that makes a difference. */
  #probe(pending: readonly Pending[], clock: FitClock): Batch | undefined {
    for (const name of this.#limits.due(clock.nowMs)) {
      for (const one of pending) {
        const entry = fit(one.item, one.changes, this.#limits.without(name), this.#guard, clock);
        if (!isSame(entry, one.entry)) {
          write(one, entry);
          return { entries: [one], asIs: false, version: this.#limits.version, probe: name };
        }
      }
    }
    return undefined;
  }

  #now(): FitClock {
    return { nowNs: this.#clock.wallNs(), nowMs: this.#clock.monotonicMs() };
  }

  /** The batches to push after an outcome. */
  #follow(batch: Batch, outcome: Outcome, held: Pending[]): Batch[] {
    const { entries, probe } = batch;
    if (outcome.kind === 'taken') {
      this.#acknowledge(entries);
      if (probe) {
        this.#forget(probe);
      }
      return [];
    }
    if (probe) {
      // Not now: for another hour.
      this.#limits.learn(probe, this.#limits.of(probe), this.#clock.monotonicMs());
    }
    switch (outcome.kind) {
      case 'refused':
        return this.#refused(entries, outcome);
      case 'stream rate':
        return this.#apart(entries);
      case 'unexplained':
        return entries.length > 1 ? halves(entries).map(exactly) : this.#suspect(entries[0]!, outcome.text, held);
      default:
        return entries.length > 1 ? parts(batch) : this.#shorter(entries[0]!, held);
    }
  }

  #forget(probe: LimitName): void {
    this.#limits.forget(probe);
    if (probe === 'streams') {
      this.#guard.forgetRefused();
    }
  }

  #acknowledge(entries: readonly Pending[]): void {
    const nowMs = this.#clock.monotonicMs();
    for (const { stream, entry } of entries) {
      this.#guard.opened(stream, entry.timestampNs, nowMs);
    }
  }

  #refused(entries: Pending[], { refusals, text }: Extract<Outcome, { kind: 'refused' }>): Batch[] {
    const refused = refusedOf(entries, refusals, text);
    if (!refused) {
      return isByIngester(refusals) ? this.#apart(entries) : halves(entries).map(exactly);
    }
    this.#acknowledge(entries.filter((one) => !refused.has(one)));
    const clock = this.#now();
    for (const [reason, ones] of Map.groupBy(refused.keys(), (one) => refused.get(one)!)) {
      learn(reason, ones, this.#limits, this.#guard, clock);
    }
    for (const [one, reason] of refused) {
      change(one, reason);
      one.refused = { entry: one.entry, reason: reason.kind, text };
    }
    return [refit([...refused.keys()])];
  }

  /** One push for each stream, or for each half of one. */
  #apart(entries: readonly Pending[]): Batch[] {
    const streams = [...byStream(entries).values()];
    return (streams.length > 1 ? streams : halves(entries)).map(exactly);
  }

  /** One entry that is larger than a push may be. */
  #shorter(one: Pending, held: Pending[]): Batch[] {
    if (one.bytes <= SMALLEST_PUSH) {
      return this.#suspect(one, 'refused as too large', held);
    }
    one.changes.lineBytes = Math.floor(Buffer.byteLength(one.entry.line) / 2);
    this.#report.mended('rate');
    return [refit([one])];
  }

  #suspect(one: Pending, text: string, held: Pending[]): Batch[] {
    const { suspicion } = one;
    const { taken } = this.#pusher;
    if (!suspicion) {
      this.#report.suspected(one.item.entry, text);
    }
    const refusals = suspicion ? suspicion.refusals + (taken > suspicion.taken ? 1 : 0) : 0;
    if (refusals >= SUSPECT_REFUSALS) {
      this.#report.dropped(one.item.entry, 'unexplained', text);
      return [];
    }
    one.suspicion = { refusals, taken };
    this.#hold(one, held);
    return [];
  }

  #hold(one: Pending, held: Pending[]): void {
    one.notBeforeMs = this.#clock.monotonicMs() + HOLD_MS;
    held.push(one);
  }
}

function exactly(entries: Pending[]): Batch {
  return { entries, asIs: true, version: 0 };
}

/** To be fitted again. */
function refit(entries: Pending[]): Batch {
  return { entries, asIs: false, version: -1 };
}

function parts({ entries, asIs, version }: Batch): Batch[] {
  return halves(entries).map((half) => ({ entries: half, asIs, version }));
}
