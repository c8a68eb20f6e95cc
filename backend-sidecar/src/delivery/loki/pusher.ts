import { backoffMs } from '../../time/backoff.ts';
import { sleep } from '../../time/sleep.ts';
import { type Permit, permitted } from '../sink.ts';
import { encodePush } from './encode.ts';
import { countedBytes } from './fit.ts';
import { type Answer, type Push } from './http.ts';
import { type TenantLimits } from './limits.ts';
import { describe, type Outcome, outcomeOf } from './outcome.ts';
import { bytesOf, byStream, type Pending } from './pending.ts';
import { LARGEST_PUSH } from './plan.ts';
import { pack } from './snappy.ts';

export interface PushReport {
  /** An attempt failed; another follows. */
  retrying(reason: string, attempts: number, waitMs: number): void;
  pushed(entries: number, bytes: number, attempts: number): void;
}

export interface SinkClock {
  /** Nanoseconds since the epoch. */
  wallNs(): bigint;
  /** Milliseconds on the monotonic clock. */
  monotonicMs(): number;
}

const WAITS = { firstMs: 250, longestMs: 5_000 };

/** Pushes are made no smaller than this because of a rate, in bytes. */
export const SMALLEST_PUSH = 16 * 1024;

/** A lone entry that exceeds the rate this often is taken to be larger than the tenant's burst. */
const BURST_ATTEMPTS = 8;

/** Sends one push after the other, at the tenant's rate, each until there is an answer that waiting does not change. */
export class Pusher {
  readonly #push: Push;
  readonly #limits: TenantLimits;
  readonly #report: PushReport;
  readonly #clock: SinkClock;
  /** Attempts that failed since a push was taken. */
  #failures = 0;
  /** No push before this, on the monotonic clock: the tenant's rate is used up, or the last push was not explained. */
  #notBeforeMs = 0;
  #taken = 0;

  constructor(push: Push, limits: TenantLimits, report: PushReport, clock: SinkClock) {
    this.#push = push;
    this.#limits = limits;
    this.#report = report;
    this.#clock = clock;
  }

  /** How many pushes Loki has taken. */
  get taken(): number {
    return this.#taken;
  }

  /**
   * @param mostRefusals gives up after this many refusals without a known reason
   * @throws when the permit ends first
   */
  async send(entries: readonly Pending[], mostRefusals: number, permit: Permit): Promise<Outcome> {
    const body = pack(encodePush(entries));
    for (let attempts = 1; ; attempts++) {
      await this.#untilAllowed(permit);
      const answer = await this.#push(body, permit);
      const outcome = outcomeOf(answer);
      if (outcome.kind === 'taken') {
        this.#succeeded(entries);
        this.#report.pushed(entries.length, body.length, attempts);
        return outcome;
      }
      const isFinal = this.#isFinal(outcome, entries, attempts, mostRefusals);
      if (!isFinal || outcome.kind === 'unexplained') {
        this.#waitAfter(answer, outcome, entries, attempts, permit);
      }
      if (isFinal) {
        return outcome;
      }
    }
  }

  async #untilAllowed(permit: Permit): Promise<void> {
    const waitMs = this.#notBeforeMs - this.#clock.monotonicMs();
    if (waitMs > 0) {
      await sleep(waitMs, permit.signal);
    }
    if (permit.signal.aborted || !permit.mayPush()) {
      await permitted(permit);
    }
  }

  #succeeded(entries: readonly Pending[]): void {
    const nowMs = this.#clock.monotonicMs();
    this.#taken++;
    this.#failures = 0;
    for (const name of ['rate', 'streams a push'] as const) {
      if (this.#limits.isDue(name, nowMs)) {
        this.#limits.forget(name);
      }
    }
    if (this.#limits.isDue('push bytes', nowMs)) {
      this.#limits.learn('push bytes', Math.min(LARGEST_PUSH, this.#limits.of('push bytes') * 2), nowMs);
    }
    const rate = this.#limits.of('rate');
    const bytes = rate < Infinity ? entries.reduce((sum, { entry }) => sum + countedBytes(entry), 0) : 0;
    this.#notBeforeMs = nowMs + (bytes / rate) * 1_000;
  }

  #isFinal(outcome: Outcome, entries: readonly Pending[], attempts: number, mostRefusals: number): boolean {
    switch (outcome.kind) {
      case 'rate':
        return this.#isOverBurst(outcome.bytesPerSecond, entries, attempts);
      case 'stream rate':
        this.#limits.learn('streams a push', 1, this.#clock.monotonicMs());
        return byStream(entries).size > 1 || (attempts > 1 && isDivisible(entries));
      case 'too large':
        this.#learnPushBytes(bytesOf(entries) / 2);
        return true;
      case 'unexplained':
        return attempts >= mostRefusals;
      default:
        return outcome.kind !== 'later';
    }
  }

  /** A request larger than the burst never passes. */
  #isOverBurst(bytesPerSecond: number, entries: readonly Pending[], attempts: number): boolean {
    const bytes = bytesOf(entries);
    if (bytesPerSecond > 0) {
      this.#limits.learn('rate', bytesPerSecond, this.#clock.monotonicMs());
    }
    if (!isDivisible(entries)) {
      return entries.length === 1 && bytes > SMALLEST_PUSH && attempts >= BURST_ATTEMPTS;
    }
    const isOver = attempts > 1 || (bytesPerSecond > 0 && bytes > bytesPerSecond);
    if (isOver) {
      this.#learnPushBytes(bytes / 2);
    }
    return isOver;
  }

  #learnPushBytes(bytes: number): void {
    this.#limits.learn('push bytes', Math.max(SMALLEST_PUSH, Math.floor(bytes)), this.#clock.monotonicMs());
  }

  #waitAfter(
    answer: Answer,
    outcome: Outcome,
    entries: readonly Pending[],
    attempts: number,
    { signal }: Permit
  ): void {
    this.#failures++;
    const rate = outcome.kind === 'rate' ? outcome.bytesPerSecond : 0;
    const waitMs = Math.max(
      answer.retryAfterMs,
      rate > 0
        ? Math.min(WAITS.longestMs, Math.max(WAITS.firstMs, (bytesOf(entries) / rate) * 1_000))
        : backoffMs(this.#failures, WAITS, Math.random())
    );
    this.#notBeforeMs = this.#clock.monotonicMs() + waitMs;
    if (!signal.aborted) {
      this.#report.retrying(describe(answer), attempts, waitMs);
    }
  }
}

function isDivisible(entries: readonly Pending[]): boolean {
  return entries.length > 1 && bytesOf(entries) > SMALLEST_PUSH;
}
