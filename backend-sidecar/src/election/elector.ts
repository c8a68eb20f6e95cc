import { type Failure } from '../kubernetes/failure.ts';
import { sleep } from '../time/sleep.ts';
import { CHECKPOINT_ANNOTATION, held, type Lease, recordOf } from './lease.ts';
import { type LeaseLock } from './lock.ts';
import { release } from './release.ts';

/**
 * Leader election by a Lease, after client-go's algorithm, so that it can share a Lease with client-go's electors.
 *
 * What is promised: while all monotonic clocks run at about the same rate, at most one elector is within its term at a
 * time. What the wall clocks show does not matter: only the local monotonic clock is read, and another elector's renewal
 * is recognized by a changed Lease. What a Lease alone cannot promise is that a holder that was frozen learns at once
 * that its time is over; that is why {@link Term.mayAct} must be checked right before each act, and why a term ends
 * earlier (`renewDeadlineMs` after the last successful renewal was *sent*) than anyone else may begin one.
 *
 * Two things differ from client-go: candidates look more often (so that a takeover comes within the Lease's duration
 * and two seconds), and after a lost term the process becomes a candidate again instead of exiting.
 *
 * Source: https://github.com/kubernetes/client-go/blob/master/tools/leaderelection/leaderelection.go
 */
export interface ElectorOptions {
  identity: string;
  leaseDurationMs: number;
  renewDeadlineMs: number;
  retryPeriodMs: number;
  /** How long a release may take now, in milliseconds; at most `renewDeadlineMs` is used. */
  releaseMs: () => number;
  /**
   * Take the Lease whoever holds it, and never end a term for lack of renewals: for a collector that runs alone and
   * needs the Lease only for its checkpoint.
   */
  uncontested: boolean;
}

export interface ElectorReport {
  /** Another replica is the leader; '' if there is none. */
  leader(identity: string): void;
  /** Reading or writing the Lease failed. */
  failed(failure: Failure): void;
  renewed(): void;
}

/** A period of leading. */
export interface Term {
  /** The checkpoint as the last holder left it. */
  checkpoint: string | undefined;
  /** Fires when the term is over, for whatever reason. */
  lost: AbortSignal;
  /** Whether the term still stands, by the monotonic clock. */
  mayAct(): boolean;
}

export class Elector {
  readonly #lock: LeaseLock;
  readonly #options: ElectorOptions;
  readonly #report: ElectorReport;
  #observed: { record: string; lease: Lease; atMs: number } | undefined;
  #leader: string | undefined;
  /** When the last successful renewal was sent. */
  #renewedMs = -Infinity;
  /** When the last renewal was tried. */
  #triedMs = -Infinity;

  constructor(lock: LeaseLock, options: ElectorOptions, report: ElectorReport) {
    this.#lock = lock;
    this.#options = options;
    this.#report = report;
  }

  /** Tries to get the Lease until it has it; undefined if the signal fires first. */
  async acquire(signal: AbortSignal): Promise<{ checkpoint: string | undefined } | undefined> {
    while (!signal.aborted) {
      if (await this.#tryAcquireOrRenew(undefined, signal)) {
        return { checkpoint: this.#observed?.lease.metadata.annotations?.[CHECKPOINT_ANNOTATION] };
      }
      // Shorter than client-go's 2 to 4.4 s: a takeover comes at most one such wait after the Lease ran out.
      await sleep(this.#options.retryPeriodMs * (0.5 + Math.random() / 4), signal);
    }
    return undefined;
  }

  /**
   * Leads: runs `work` while renewing, with the current checkpoint each time. When `work` ends it releases the Lease
   * with the last checkpoint. When the Lease is lost, the term's signal ends `work`.
   */
  async lead(
    checkpoint: string | undefined,
    current: () => string | undefined,
    work: (term: Term) => Promise<void>
  ): Promise<void> {
    const lost = new AbortController();
    const finished = new AbortController();
    const term: Term = {
      checkpoint,
      lost: lost.signal,
      mayAct: () => this.#options.uncontested || performance.now() < this.#deadlineMs(),
    };
    const renewing = this.#renew(current, lost, finished.signal);
    try {
      await work(term);
    } finally {
      finished.abort();
      await renewing;
      if (!lost.signal.aborted) {
        const { releaseMs, renewDeadlineMs, identity } = this.#options;
        const timeoutMs = Math.min(releaseMs(), renewDeadlineMs);
        await release(this.#lock, identity, current(), timeoutMs, (failure) => this.#failed(failure));
      }
      lost.abort();
    }
  }

  #deadlineMs(): number {
    return this.#renewedMs + this.#options.renewDeadlineMs;
  }

  async #renew(current: () => string | undefined, lost: AbortController, finished: AbortSignal): Promise<void> {
    // Not left to the loop below: a request that hangs must not keep a term alive.
    const watchdog = this.#watchDeadline(lost);
    const over = AbortSignal.any([finished, lost.signal]);
    try {
      while (!over.aborted) {
        await sleep(Math.max(0, this.#triedMs + this.#options.retryPeriodMs - performance.now()), over);
        if (over.aborted) {
          return;
        }
        const renewed = await this.#tryAcquireOrRenew(current(), over);
        if (!renewed && this.#holder() !== this.#options.identity && !this.#options.uncontested) {
          lost.abort();
        }
      }
    } finally {
      watchdog.stop();
    }
  }

  /** Ends a term at its deadline. A renewal moves the deadline, so it is checked again when the timer fires. */
  #watchDeadline(lost: AbortController): { stop(): void } {
    let timer: NodeJS.Timeout;
    const look = (): void => {
      const leftMs = this.#deadlineMs() - performance.now();
      if (leftMs > 0) {
        timer = setTimeout(look, leftMs);
      } else {
        lost.abort();
      }
    };
    if (!this.#options.uncontested) {
      look();
    }
    return { stop: () => clearTimeout(timer) };
  }

  #holder(): string {
    return this.#observed?.lease.spec?.holderIdentity ?? '';
  }

  /** One attempt, as client-go's function of this name. Never throws. */
  async #tryAcquireOrRenew(checkpoint: string | undefined, signal: AbortSignal): Promise<boolean> {
    const sentMs = performance.now();
    this.#triedMs = sentMs;
    if (this.#observed && this.#holder() === this.#options.identity && this.#isValid()) {
      // It was most likely not written in between, so it is not read first.
      const written = await this.#write(this.#observed.lease, checkpoint, sentMs, signal);
      if (written !== 'conflict') {
        return written === 'written';
      }
    }
    const read = await this.#lock.get(this.#timeoutMs(), signal);
    if (!read.ok && read.failure.kind !== 'not found') {
      this.#failed(read.failure);
      return false;
    }
    if (read.ok) {
      this.#observe(read.value);
    }
    const lease = read.ok ? read.value : this.#emptyLease();
    return (
      !(read.ok && this.#isTaken()) && (await this.#write(lease, checkpoint, performance.now(), signal)) === 'written'
    );
  }

  /** Whether another holds it, and it has not run out. */
  #isTaken(): boolean {
    const { identity, uncontested } = this.#options;
    const holder = this.#holder();
    return !uncontested && holder !== '' && holder !== identity && this.#isValid();
  }

  async #write(
    lease: Lease,
    checkpoint: string | undefined,
    sentMs: number,
    signal: AbortSignal
  ): Promise<'written' | 'conflict' | 'failed'> {
    const { identity, leaseDurationMs } = this.#options;
    const mine = held(lease, identity, Math.ceil(leaseDurationMs / 1000), new Date(), checkpoint);
    const isNew = lease.metadata.resourceVersion === undefined;
    const written = await (isNew
      ? this.#lock.create(mine, this.#timeoutMs(), signal)
      : this.#lock.update(mine, this.#timeoutMs(), signal));
    if (written.ok) {
      this.#observe(written.value);
      this.#renewedMs = sentMs;
      this.#report.renewed();
      return 'written';
    }
    if (written.failure.kind === 'conflict') {
      return 'conflict';
    }
    this.#failed(written.failure);
    return written.failure.kind === 'not found' ? 'conflict' : 'failed';
  }

  /** A request that was aborted because the term or the candidacy ended is no failure. */
  #failed(failure: Failure): void {
    if (failure.kind !== 'aborted') {
      this.#report.failed(failure);
    }
  }

  #observe(lease: Lease): void {
    const record = recordOf(lease);
    const changed = record !== this.#observed?.record;
    this.#observed = { record, lease, atMs: changed ? performance.now() : (this.#observed?.atMs ?? 0) };
    if (this.#holder() !== this.#leader) {
      this.#leader = this.#holder();
      this.#report.leader(this.#leader);
    }
  }

  #isValid(): boolean {
    const seconds = this.#observed?.lease.spec?.leaseDurationSeconds ?? 0;
    return this.#observed !== undefined && this.#observed.atMs + seconds * 1000 > performance.now();
  }

  #timeoutMs(): number {
    return this.#options.renewDeadlineMs / 2;
  }

  #emptyLease(): Lease {
    const { name, namespace } = this.#lock;
    return { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name, namespace } };
  }
}
