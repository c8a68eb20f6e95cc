/** All waiting together takes this at most, in milliseconds, … */
const MOST_MS = 900;
/** … and is given back at this part of the time. */
const REGAINED = 0.05;

/** How long may still be waited: for all events together, so that many that wait do not wait in series. */
export class WaitBudget {
  #leftMs = MOST_MS;
  #atMs: number;

  constructor(nowMs: number) {
    this.#atMs = nowMs;
  }

  left(nowMs: number): number {
    this.#leftMs = Math.min(MOST_MS, this.#leftMs + Math.max(0, nowMs - this.#atMs) * REGAINED);
    this.#atMs = nowMs;
    return this.#leftMs;
  }

  spend(fromMs: number, toMs: number): void {
    // A timer that comes late on a busy machine is paid for later.
    this.#leftMs = this.left(fromMs) - (toMs - fromMs);
    this.#atMs = toMs;
  }
}
