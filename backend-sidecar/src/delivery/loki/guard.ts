import { type Entry } from '@kubernetes-events/event';
import { streamOf } from './encode.ts';
import { withoutLabels } from './mend.ts';

/** Loki lets go of a stream that is quiet for so long (`chunk_idle_period` and what follows it). */
const IDLE_MS = 60 * 60 * 1000;

/** The labels with few values are moved last, and these never. */
const KEPT = new Set(['service_name', 'cluster']);

/**
 * Keeps the number of streams below what Loki allows a tenant: once there are too many, an entry of a new combination
 * of label values has its widest label (the one with the most values) in its metadata instead.
 */
export class StreamGuard {
  #limit: number;
  /** Stream → when it was last used. */
  readonly #streams = new Map<string, number>();
  readonly #values = new Map<string, Set<string>>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get streams(): number {
    return this.#streams.size;
  }

  /** Loki says that this is as many as it takes. */
  noMore(): void {
    this.#limit = Math.min(this.#limit, this.#streams.size);
  }

  /** The entry, with fewer labels where its stream would be one too many. */
  fit(entry: Entry, nowMs: number): Entry {
    let fitting = entry;
    for (let level = 0; ; level++) {
      const stream = streamOf(fitting.labels);
      if (this.#admits(stream, level, nowMs)) {
        this.#use(stream, fitting.labels, nowMs);
        return fitting;
      }
      const widest = this.#widest(fitting.labels);
      if (widest === undefined) {
        this.#use(stream, fitting.labels, nowMs);
        return fitting;
      }
      fitting = withoutLabels(fitting, [widest]);
    }
  }

  /** Each label that is moved makes room for a quarter more. */
  #admits(stream: string, level: number, nowMs: number): boolean {
    const room = this.#limit * (1 + level / 4);
    if (this.#streams.has(stream) || this.#streams.size < room) {
      return true;
    }
    for (const [known, usedMs] of this.#streams) {
      if (nowMs - usedMs < IDLE_MS) {
        break;
      }
      this.#streams.delete(known);
    }
    return this.#streams.size < room;
  }

  #use(stream: string, labels: Record<string, string>, nowMs: number): void {
    // Deleted first: the map stays in the order of use.
    const known = this.#streams.delete(stream);
    this.#streams.set(stream, nowMs);
    if (known) {
      return;
    }
    for (const [name, value] of Object.entries(labels)) {
      const values = this.#values.get(name) ?? new Set();
      if (values.size < this.#limit) {
        values.add(value);
      }
      this.#values.set(name, values);
    }
  }

  #widest(labels: Record<string, string>): string | undefined {
    const width = (name: string): number => this.#values.get(name)?.size ?? 0;
    return Object.keys(labels)
      .filter((name) => !KEPT.has(name))
      .sort((a, b) => width(b) - width(a))[0];
  }
}
