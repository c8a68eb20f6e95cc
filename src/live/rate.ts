const OVER = 5000;

/** How many come in a second, lately: what came earlier counts less and less. */
export class Rate {
  #sum = 0;
  #at = 0;

  /** @param now milliseconds */
  add(count: number, now: number): void {
    this.#sum = this.#sum * Math.exp((this.#at - now) / OVER) + count;
    this.#at = now;
  }

  /** In a second; at least one, so that one can divide by it. */
  at(now: number): number {
    return Math.max((this.#sum * Math.exp((this.#at - now) / OVER)) / (OVER / 1000), 1);
  }
}
