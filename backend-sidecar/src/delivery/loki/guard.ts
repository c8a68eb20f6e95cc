import { streamOf } from './encode.ts';

/** Loki closes a stream that is quiet for this long (`chunk_idle_period` and the flush that follows). */
const IDLE_MS = 60 * 60 * 1000;

/** These labels are never moved: the stream that has no others is the one that takes an entry when there is no room. */
const KEPT = new Set(['service_name', 'cluster']);

/**
 * A batch that opens this many streams opens the one with the fewest labels first. Without it, a tenant that turns out
 * to have room for no more streams could take nothing but entries of those that it has.
 */
export const OPENS_MANY = 8;

type Labels = Readonly<Record<string, string>>;

interface Stream {
  usedMs: number;
  newestNs: bigint;
}

/**
 * Decides which labels an entry keeps, so that the number of streams stays below what the tenant may have: an entry of
 * a new combination of label values has its widest label (the one with the most values) in its metadata instead.
 *
 * Only streams that Loki has acknowledged count as open.
 */
export class StreamGuard {
  readonly #limit: number;
  /** In the order of their last use. */
  readonly #open = new Map<string, Stream>();
  /** Streams that the entries being sent will open. */
  readonly #planned = new Set<string>();
  readonly #values = new Map<string, Set<string>>();

  /** @param limit beyond this many streams, labels are moved; each label that is moved makes room for a quarter more */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many are open. */
  get streams(): number {
    return this.#open.size;
  }

  /** Forgets what was planned: entries are about to be fitted again. */
  replan(): void {
    this.#planned.clear();
  }

  /**
   * The labels to move to the metadata.
   *
   * @param most how many streams Loki has shown to allow, `Infinity` if it has not
   */
  surplus(labels: Labels, most: number, nowMs: number): string[] {
    const moved: string[] = [];
    let rest = labels;
    for (;;) {
      const stream = streamOf(rest);
      if (this.#open.has(stream) || this.#planned.has(stream)) {
        return moved;
      }
      const widest = this.#widest(rest);
      if (widest === undefined || this.#hasRoom(rest, moved.length, most, nowMs)) {
        this.#plan(stream, rest);
        return moved;
      }
      moved.push(widest);
      rest = without(rest, widest);
    }
  }

  /** Loki has taken an entry of the stream. */
  opened(stream: string, timestampNs: bigint, nowMs: number): void {
    const known = this.#open.get(stream);
    const newestNs = known && known.newestNs > timestampNs ? known.newestNs : timestampNs;
    // Deleted first: the map stays in the order of use.
    this.#open.delete(stream);
    this.#open.set(stream, { usedMs: nowMs, newestNs });
    this.#planned.delete(stream);
  }

  /** When the stream last took an entry, on the monotonic clock; undefined if it is not open. */
  usedMs(stream: string): number | undefined {
    return this.#open.get(stream)?.usedMs;
  }

  /** The newest time in the stream; undefined if it is not open. */
  newestNs(stream: string): bigint | undefined {
    return this.#open.get(stream)?.newestNs;
  }

  #hasRoom(labels: Labels, moved: number, most: number, nowMs: number): boolean {
    const last = streamOf(fewest(labels));
    const hasLast = this.#open.has(last) || this.#planned.has(last);
    if (!hasLast && this.#planned.size >= OPENS_MANY - 1) {
      return false;
    }
    const room = Math.min(most - (hasLast ? 0 : 1), this.#limit * (1 + moved / 4));
    if (this.#open.size + this.#planned.size < room) {
      return true;
    }
    this.#closeIdle(nowMs);
    return this.#open.size + this.#planned.size < room;
  }

  #closeIdle(nowMs: number): void {
    for (const [stream, { usedMs }] of this.#open) {
      if (nowMs - usedMs < IDLE_MS) {
        return;
      }
      this.#open.delete(stream);
    }
  }

  #plan(stream: string, labels: Labels): void {
    this.#planned.add(stream);
    for (const [name, value] of Object.entries(labels)) {
      const values = this.#values.get(name) ?? new Set();
      if (values.size < this.#limit) {
        values.add(value);
      }
      this.#values.set(name, values);
    }
  }

  #widest(labels: Labels): string | undefined {
    const width = (name: string): number => this.#values.get(name)?.size ?? 0;
    return movable(labels).sort((a, b) => width(b) - width(a))[0];
  }
}

/** The labels that may be moved to the metadata. */
export function movable(labels: Labels): string[] {
  return Object.keys(labels).filter((name) => !KEPT.has(name));
}

/** The labels that stay in any case. */
export function fewest(labels: Labels): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => KEPT.has(name)));
}

export function without(labels: Labels, ...names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)));
}
