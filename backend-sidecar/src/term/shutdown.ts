/** The share of `shutdownTimeout` after which delivery stops, and the one after which the release of the Lease does. */
const DELIVERY_SHARE = 0.8;
const RELEASE_SHARE = 0.95;

/** A clean stop: whether it was requested, and how much of `shutdownTimeout` each of its steps still has. */
export class Shutdown {
  /** Fires when the stop is requested. */
  readonly signal: AbortSignal;
  readonly #timeoutMs: number;
  #requestedMs: number | undefined;

  constructor(signal: AbortSignal, timeoutMs: number) {
    this.signal = signal;
    this.#timeoutMs = timeoutMs;
    signal.addEventListener('abort', () => (this.#requestedMs = performance.now()), { once: true });
  }

  /** Milliseconds left to deliver the backlog. */
  get deliveryMs(): number {
    return this.#leftMs(DELIVERY_SHARE);
  }

  /** Milliseconds left to write the checkpoint and release the Lease. */
  get releaseMs(): number {
    return this.#leftMs(RELEASE_SHARE);
  }

  #leftMs(share: number): number {
    const nowMs = performance.now();
    return Math.max(0, (this.#requestedMs ?? nowMs) + this.#timeoutMs * share - nowMs);
  }
}
