/** What is known of each object: which of its changes are recorded. */
export class Known<V> {
  readonly #objects = new Map<string, V>();
  /** Those that a list in progress has had. */
  #listed: Set<string> | undefined;
  #isComplete = false;

  /** Whether every object was seen once: then what comes of one that is not known is new. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  get(uid: string): V | undefined {
    return this.#objects.get(uid);
  }

  set(uid: string, value: V): void {
    this.#objects.set(uid, value);
    this.#listed?.add(uid);
  }

  forget(uid: string): void {
    this.#objects.delete(uid);
  }

  /** A list begins; until it is {@link completed}, those that it has are noted. */
  listing(): void {
    this.#listed = new Set();
  }

  /** Every object was seen: what was not there is gone. */
  completed(): void {
    for (const uid of this.#listed ? this.#objects.keys() : []) {
      if (!this.#listed?.has(uid)) {
        this.#objects.delete(uid);
      }
    }
    this.#listed = undefined;
    this.#isComplete = true;
  }
}
