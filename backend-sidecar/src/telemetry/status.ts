import { type Checkpoint, type Scope } from '../checkpoint/position.ts';

/** A lease that was not read or written for so long is out of reach. */
const LEASE_SILENT_MS = 60_000;
/** A quiet watch hears of its server each time it is opened anew: missing that twice, and a half, it is dead. */
const MISSED = 2.5;
/** Entries that wait for so long mean that a receiver is away. */
const STUCK_MS = 60_000;

interface WatchStatus {
  state: string;
  /** Monotonic clock, milliseconds. */
  contactMs: number;
  failure?: string | undefined;
}

interface ReceiverStatus {
  pending: number;
  bytes: number;
  failure?: string | undefined;
  /** Since when it has taken nothing although there was something. */
  failingSinceMs?: number | undefined;
}

/** What the collector is doing, for `/readyz` and `/status`. No secret gets in here. */
export class Status {
  role: 'starting' | 'candidate' | 'leader' | 'alone' = 'starting';
  leader = '';
  leaseContactMs = performance.now();
  leaseFailure: string | undefined;
  checkpoint: Checkpoint = {};
  readonly watches = new Map<Scope, WatchStatus>();
  readonly receivers = new Map<string, ReceiverStatus>();
  /** Brings what changes with each event up to date; called when somebody looks. */
  measure: () => void = () => undefined;
  readonly identity: string;
  readonly version: string;

  readonly #watchSilenceMs: number;

  /** @param watchSilenceMs after how long a watch that says nothing is opened anew */
  constructor(identity: string, version: string, watchSilenceMs: number) {
    this.#watchSilenceMs = watchSilenceMs;
    this.identity = identity;
    this.version = version;
  }

  /** Why the collector is not doing what it is there for; empty where it is. */
  problems(nowMs: number): string[] {
    if (this.role === 'starting' || this.role === 'candidate') {
      const silent = nowMs - this.leaseContactMs > LEASE_SILENT_MS;
      return silent ? [`the lease: ${this.leaseFailure ?? 'no answer from the API server'}`] : [];
    }
    const watches = [...this.watches].filter(([, { contactMs }]) => nowMs - contactMs > this.#watchSilenceMs * MISSED);
    const stuck = [...this.receivers].filter(
      ([, { failingSinceMs }]) => failingSinceMs !== undefined && nowMs - failingSinceMs > STUCK_MS
    );
    return [
      ...watches.map(([scope, { failure }]) => `watch ${scope}: ${failure ?? 'nothing heard of the API server'}`),
      ...stuck.map(([name, { failure }]) => `receiver ${name}: ${failure ?? 'takes nothing'}`),
    ];
  }

  /** All of it, for people. */
  toJSON(): object {
    this.measure();
    const nowMs = performance.now();
    const seconds = (sinceMs: number): number => Math.round((nowMs - sinceMs) / 100) / 10;
    const { version, identity, role, leader, checkpoint } = this;
    const watches = [...this.watches].map(([scope, { state, contactMs, failure }]) => ({
      scope,
      state,
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
