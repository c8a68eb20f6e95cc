const HALF_LIFE_MS = 100;

/** How much there is a second: a moving average that halves in a tenth of a second without any. */
export class MovingRate {
  #rate = 0;
  #sinceMs = performance.now();

  /** @param nowMs on the monotonic clock */
  add(amount: number, nowMs: number): void {
    const elapsedMs = nowMs - this.#sinceMs;
    const latest = (amount / Math.max(elapsedMs, 1)) * 1000;
    this.#rate = this.at(nowMs) + latest * (1 - weightAfter(elapsedMs));
    this.#sinceMs = nowMs;
  }

  at(nowMs: number): number {
    return this.#rate * weightAfter(nowMs - this.#sinceMs);
  }
}

const weightAfter = (elapsedMs: number): number => 0.5 ** (elapsedMs / HALF_LIFE_MS);
