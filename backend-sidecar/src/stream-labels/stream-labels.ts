import { type Entry, nanosOf } from '@kubernetes-events/event';
import { decideMoved } from './decide.ts';
import { type LabelChange, type LabelSchedule, withChange } from './schedule.ts';
import { StreamVolume } from './volume.ts';

const HOUR_MS = 3_600_000;

/**
 * A change applies to entries that are at least this much newer than all entries so far. By then the checkpoint has it, or
 * the term is over: no entry is pushed by a schedule that the next leader does not know. It is longer than the ten minutes
 * that Loki lets an entry be ahead of its clock.
 */
export const NOTICE_MS = 15 * 60_000;

/** Times further ahead than this are taken for wrong. */
const FURTHEST_AHEAD_MS = 24 * HOUR_MS;

/** Readers find streams by the kind; both labels have few values. */
const NEVER_MOVED = ['_kind', '_type'];

export interface StreamLabelsOptions {
  policy: 'fixed' | 'adaptive';
  /** The names of the labels that the configuration takes from events. */
  labels: readonly string[];
  /** Label → the one that separates the same streams, if both are labels. The first moves with the second. */
  follows?: Readonly<Record<string, string>>;
  schedule: LabelSchedule;
  clock: { wallMs(): number; monotonicMs(): number };
  changed(change: LabelChange): void;
}

/**
 * Decides which labels of an entry are stream labels, and moves the others to its structured metadata. By `adaptive`, it
 * measures the events of an hour and moves labels while their streams do not fill chunks; by `fixed`, it only moves what
 * an earlier `adaptive` has moved, until that ends.
 */
export class StreamLabels {
  readonly #options: StreamLabelsOptions;
  #schedule: LabelSchedule = [];
  /** The schedule as it is looked up: the newest change first. */
  #moves: ReadonlyArray<{ fromNs: bigint; moved: readonly string[] }> = [];
  /** The labels that follow no other one. */
  readonly #leaders: readonly string[];
  #volume: StreamVolume;
  #sinceMs: number;
  #sinceNs: bigint;
  #newestMs = 0;

  constructor(options: StreamLabelsOptions) {
    const { policy, labels, follows = {}, schedule, clock } = options;
    this.#options = options;
    this.#leaders = labels.filter((name) => !labels.includes(follows[name] ?? ''));
    this.#volume = new StreamVolume(this.#leaders);
    this.#sinceMs = clock.monotonicMs();
    this.#sinceNs = nanos(clock.wallMs());
    this.#follow(schedule);
    if (policy === 'fixed') {
      this.#change([]);
    }
  }

  /** For the checkpoint. */
  get schedule(): LabelSchedule {
    return this.#schedule;
  }

  /** The entry in the stream that it belongs to. Its time decides alone. */
  place(entry: Entry): Entry {
    if (this.#options.policy === 'adaptive') {
      this.#measure(entry);
    }
    const { moved = [] } = this.#moves.find(({ fromNs }) => entry.timestampNs >= fromNs) ?? {};
    return moved.some((name) => name in entry.labels) ? moveLabels(entry, moved) : entry;
  }

  #measure({ labels, timestampNs }: Entry): void {
    const { clock, follows = {} } = this.#options;
    const elapsedMs = clock.monotonicMs() - this.#sinceMs;
    if (elapsedMs >= HOUR_MS) {
      const movable = this.#leaders.filter((name) => !NEVER_MOVED.includes(follows[name] ?? name));
      this.#change(decideMoved(this.#volume, movable, this.#schedule.at(-1)?.moved ?? [], elapsedMs));
      this.#volume = new StreamVolume(this.#leaders);
      this.#sinceMs += elapsedMs;
      this.#sinceNs = nanos(clock.wallMs());
    }
    const ms = Number(timestampNs / 1_000_000n);
    if (ms > this.#newestMs && ms < clock.wallMs() + FURTHEST_AHEAD_MS) {
      this.#newestMs = ms;
    }
    // What was there before, as at the first start, is no measure of an hour.
    if (timestampNs >= this.#sinceNs) {
      this.#volume.add(labels);
    }
  }

  /** Moves these labels from the next hour on, unless they are moved already, or another change is still to come. */
  #change(moved: readonly string[]): void {
    const last = this.#schedule.at(-1);
    const nowMs = this.#options.clock.wallMs();
    const lastMs = last ? Date.parse(last.from) : 0;
    if (isSame(last?.moved ?? [], moved) || (lastMs > nowMs && this.#options.policy === 'adaptive')) {
      return;
    }
    const fromMs = Math.ceil((Math.max(nowMs, this.#newestMs, lastMs) + NOTICE_MS) / HOUR_MS) * HOUR_MS;
    const change = { from: new Date(fromMs).toISOString(), moved };
    this.#follow(withChange(this.#schedule, change));
    this.#options.changed(change);
  }

  #follow(schedule: LabelSchedule): void {
    const { labels, follows = {} } = this.#options;
    const withFollowers = (moved: readonly string[]): string[] => [
      ...moved,
      ...labels.filter((name) => moved.includes(follows[name] ?? '')),
    ];
    this.#schedule = schedule;
    this.#moves = schedule
      .map(({ from, moved }) => ({ fromNs: nanosOf(from) ?? 0n, moved: withFollowers(moved) }))
      .reverse();
  }
}

const nanos = (ms: number): bigint => BigInt(Math.floor(ms)) * 1_000_000n;

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}

/** The entry with these labels in its metadata. */
export function moveLabels({ labels, metadata, ...entry }: Entry, names: readonly string[]): Entry {
  const pairs = Object.entries(labels);
  return {
    ...entry,
    labels: Object.fromEntries(pairs.filter(([name]) => !names.includes(name))),
    metadata: { ...Object.fromEntries(pairs.filter(([name]) => names.includes(name))), ...metadata },
  };
}
