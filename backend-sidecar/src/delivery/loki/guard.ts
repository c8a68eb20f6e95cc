import { othersNames, type Preset, PRESETS } from '@kubernetes-events/event';
import { streamOf } from './encode.ts';

/** Loki closes a stream that is quiet for this long (`chunk_idle_period` and the flush that follows). */
const IDLE_MS = 60 * 60 * 1000;

/** These labels are never moved. */
const KEPT = ['service_name', 'cluster'];

/** The four groups, in the order in which they are moved if there are too many labels; others go before these. */
export const GROUPS = ['_host', '_namespace', '_kind', '_type'];

/**
 * A batch that opens this many streams opens the one with the fewest labels first. Without it, a tenant that turns out
 * to have room for no more streams could take nothing but entries of those that it has.
 */
export const OPENS_MANY = 8;

type Labels = Readonly<Record<string, string>>;

/** A stream that Loki has taken entries of. */
export interface OpenStream {
  /** When it last took one, on the monotonic clock. */
  usedMs: number;
  /** The newest time in it. */
  newestNs: bigint;
}

/**
 * Decides which labels an entry keeps, so that the number of streams stays below what the tenant may have: an entry of
 * a new combination of label values has its widest label (the one with the most values) in its metadata instead.
 *
 * Only streams that Loki has acknowledged count as open.
 */
export class StreamGuard {
  /**
   * Whether a batch that opens many streams may move the labels of its entries to open the fallback stream. Not if they
   * may have been pushed before: in another stream, Loki would keep them twice.
   */
  opensFallback = true;
  readonly #limit: number;
  /** The stream with only these labels takes entries when no further stream fits. */
  readonly #kept: ReadonlySet<string>;
  /** In the order of their last use. */
  readonly #open = new Map<string, OpenStream>();
  /** Streams that the entries being sent will open. */
  readonly #planned = new Set<string>();
  /** Streams that Loki had no room for. */
  readonly #refused = new Set<string>();
  readonly #values = new Map<string, Set<string>>();
  readonly #preset: Preset;
  readonly #others: ReadonlySet<string>;

  /**
   * @param limit beyond this many streams, labels are moved; each label that is moved makes room for a quarter more
   * @param staticLabels have one value each: to move them makes no room, and hides the entry from queries by them
   * @param preset labels that follow one another are moved together
   */
  constructor(limit: number, staticLabels: readonly string[] = [], preset: Preset = PRESETS['kubernetes-events']) {
    this.#limit = limit;
    this.#preset = preset;
    this.#others = new Set(othersNames(preset));
    // Readers find streams by `_kind`, which has few values.
    this.#kept = new Set([...KEPT, '_kind', ...staticLabels]);
  }

  /** How many are open. */
  get streams(): number {
    return this.#open.size;
  }

  /** The labels that make room if they are moved to the metadata. */
  movable(labels: Labels): string[] {
    return Object.keys(labels).filter((name) => !this.#kept.has(this.#leader(name)));
  }

  /** The labels to move if the tenant allows too few, static ones included, in this order. */
  optional(labels: Labels): string[] {
    const { clusterLabels, labels: named, staticLabels } = this.#preset;
    const order = [...clusterLabels, ...Object.keys({ ...named, ...staticLabels }), ...GROUPS];
    const byOrder = (a: string, b: string): number => order.lastIndexOf(a) - order.lastIndexOf(b);
    return Object.keys(labels)
      .filter((name) => !KEPT.includes(name))
      .sort(byOrder);
  }

  /** Whether the name is there for queries of another program alone. */
  isOthers(name: string): boolean {
    return this.#others.has(name);
  }

  /** Forgets what was planned: entries are about to be fitted again. */
  replan(): void {
    this.#planned.clear();
  }

  /**
   * The labels to move to the metadata.
   *
   * @param isFull whether the tenant has no room for more streams: those that Loki has refused are not tried again, but
   *   others are, as Loki may have them from before
   */
  surplus(labels: Labels, isFull: boolean, nowMs: number): string[] {
    const moved: string[] = [];
    let rest = labels;
    for (let steps = 0; ; steps++) {
      const stream = streamOf(rest);
      if (this.#open.has(stream) || this.#planned.has(stream)) {
        return moved;
      }
      const widest = this.#widest(rest);
      const mayOpen = !(isFull && this.#refused.has(stream)) && this.#hasRoom(rest, steps, nowMs);
      if (widest.length === 0 || mayOpen) {
        this.#plan(stream, rest);
        return moved;
      }
      moved.push(...widest);
      rest = without(rest, ...widest);
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
    this.#refused.delete(stream);
  }

  /** Loki has no room for the stream. */
  refused(stream: string): void {
    this.#open.delete(stream);
    this.#refused.add(stream);
  }

  /** Loki has room again. */
  forgetRefused(): void {
    this.#refused.clear();
  }

  open(stream: string): OpenStream | undefined {
    return this.#open.get(stream);
  }

  #hasRoom(labels: Labels, moved: number, nowMs: number): boolean {
    const last = streamOf(without(labels, ...this.movable(labels)));
    const hasLast = this.#open.has(last) || this.#planned.has(last);
    if (this.opensFallback && !hasLast && this.#planned.size >= OPENS_MANY - 1) {
      return false;
    }
    const room = this.#limit * (1 + moved / 4);
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

  /** The label with the most values, and those that separate the same streams. */
  #widest(labels: Labels): string[] {
    const width = (name: string): number => this.#values.get(name)?.size ?? 0;
    const movable = this.movable(labels);
    const [widest] = movable.toSorted((a, b) => width(b) - width(a));
    return movable.filter((name) => widest !== undefined && this.#leader(name) === this.#leader(widest));
  }

  #leader(name: string): string {
    return this.#preset.follows[name] ?? name;
  }
}

export function without(labels: Labels, ...names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)));
}
