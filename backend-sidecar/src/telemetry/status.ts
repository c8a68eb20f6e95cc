import { type Checkpoint, type Scope } from '../checkpoint/position.ts';

/** A Lease that was not read or written for this long is out of reach. */
const LEASE_SILENT_MS = 60_000;
/** A quiet watch is reopened once an interval: it is dead after 2.5 missed intervals. */
const MISSED = 2.5;
/** Entries that wait this long mean that a receiver is away. */
const STUCK_MS = 60_000;
/**
 * A leader whose Lease ran out this long ago is stuck: it should have stopped leading before that. The same tolerance
 * as client-go's HealthzAdaptor has in the components of Kubernetes.
 */
export const EXPIRED_LEASE_MS = 20_000;

export interface WatchStatus {
  state: string;
  /** Monotonic clock, milliseconds. */
  contactMs: number;
  /** Whether it waits for room in a queue: until then the API server is not asked for anything. */
  waiting?: boolean;
  failure?: string | undefined;
  /** The collector does its work without it: events are delivered all the same. */
  optional?: boolean;
}

interface ReceiverStatus {
  pending: number;
  bytes: number;
  failure?: string | undefined;
  /** When it stopped accepting entries that were waiting. */
  failingSinceMs?: number | undefined;
}

/** The state for `/livez`, `/readyz` and `/status`. It has no secrets. */
export class Status {
  role: 'starting' | 'candidate' | 'leader' | 'alone' = 'starting';
  leader = '';
  leaseContactMs = performance.now();
  leaseFailure: string | undefined;
  checkpoint: Checkpoint = {};
  readonly watches = new Map<Scope, WatchStatus>();
  readonly receivers = new Map<string, ReceiverStatus>();
  /** Updates what changes with each event; called when somebody reads the status. */
  measure: () => void = () => undefined;
  readonly identity: string;
  readonly version: string;
  readonly #times: StatusTimes;

  constructor(identity: string, version: string, times: StatusTimes) {
    this.#times = times;
    this.identity = identity;
    this.version = version;
  }

  /** Forgets the watches and queues of a term that is over. */
  endTerm(): void {
    this.measure();
    this.measure = () => undefined;
    this.watches.clear();
    this.receivers.clear();
  }

  /** Why only a restart can help; empty if it cannot. */
  fatal(nowMs: number): string[] {
    const silentMs = nowMs - this.leaseContactMs;
    return this.role === 'leader' && silentMs > this.#times.leaseDurationMs + EXPIRED_LEASE_MS
      ? [`lease: still leading ${Math.round(silentMs / 1000)} s after the last renewal`]
      : [];
  }

  /** Why the collector is not doing its work; empty if it is. */
  problems(nowMs: number): string[] {
    if (this.role === 'starting' || this.role === 'candidate') {
      const silent = nowMs - this.leaseContactMs > LEASE_SILENT_MS;
      return silent ? [`lease: ${this.leaseFailure ?? 'no answer from the API server'}`] : [];
    }
    const watchSilentMs = this.#times.watchSilenceMs * MISSED;
    const watches = [...this.watches].filter(
      ([, { contactMs, waiting, optional }]) => !waiting && !optional && nowMs - contactMs > watchSilentMs
    );
    const stuck = [...this.receivers].filter(
      ([, { failingSinceMs }]) => failingSinceMs !== undefined && nowMs - failingSinceMs > STUCK_MS
    );
    return [
      ...watches.map(([scope, { failure }]) => `watch ${scope}: ${failure ?? 'no answer from the API server'}`),
      ...stuck.map(([name, { failure }]) => `receiver ${name}: ${failure ?? 'accepts nothing'}`),
    ];
  }

  /** The whole status, for people. */
  toJSON(): object {
    this.measure();
    const nowMs = performance.now();
    const seconds = (sinceMs: number): number => Math.round((nowMs - sinceMs) / 100) / 10;
    const { version, identity, role, leader, checkpoint } = this;
    const watches = [...this.watches].map(([scope, { state, waiting = false, contactMs, failure }]) => ({
      scope,
      state,
      waitingForReceivers: waiting,
      secondsSinceContact: seconds(contactMs),
      failure,
    }));
    const receivers = [...this.receivers].map(([name, { pending, bytes, failure }]) => ({
      name,
      pending,
      bytes,
      failure,
    }));
    return { version, identity, role, leader, ready: this.problems(nowMs), checkpoint, watches, receivers };
  }
}

interface StatusTimes {
  /** After how long a silent watch is reopened. */
  watchSilenceMs: number;
  leaseDurationMs: number;
}

/** The status of a scope's watch, which begins now. */
export function watchStatus(scope: Scope, { watches }: Status, optional = false): WatchStatus {
  const watching: WatchStatus = { state: 'starting', contactMs: performance.now(), optional };
  watches.set(scope, watching);
  return watching;
}
