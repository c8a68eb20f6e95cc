import { quote } from '@kubernetes-events/logql';
import { type Series, TooManySeries } from './store.ts';

/** A part should take the store about this long: progress is seen, and the next question does not wait long. */
const PART_MS = 1000;
/** Shorter parts gain nothing: Loki unpacks whole chunks, and those of a quiet stream span hours. */
const SHORTEST_PART = 1 / 16;
const LARGEST_GROWTH = 8;

/** Sizes of the parts of a range, in buckets: as large as is answered soon. */
export class PartSize {
  #size: number;
  readonly #least: number;

  constructor(buckets: number) {
    this.#size = this.#least = Math.ceil(buckets * SHORTEST_PART);
  }

  get size(): number {
    return this.#size;
  }

  /** A part of this size took so long. */
  answered(ms: number): void {
    const growth = Math.min(PART_MS / Math.max(ms, 1), LARGEST_GROWTH);
    this.#size = Math.max(this.#least, Math.round(this.#size * growth));
  }
}

/** Letters and digits of names: each split takes one bit of their places. */
const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';
export const MOST_SPLITS = 6;
const PLACE = '| label_format place=`{{ .cluster }}/{{ ._namespace }}/{{ .workload }}`';

/** Asks for groups of workloads, for as few at a time as the store counts; what was learned holds for the next time. */
export class Splitting {
  #splits = 0;

  /** @param ask with stages of LogQL that select a group of workloads */
  async all(ask: (stages: readonly string[]) => Promise<Series[]>): Promise<Series[]> {
    for (;;) {
      try {
        const series: Series[] = [];
        for (const stages of workloadParts(this.#splits)) {
          series.push(...(await ask(stages)));
        }
        return series;
      } catch (error) {
        if (!(error instanceof TooManySeries) || this.#splits++ >= MOST_SPLITS) {
          throw error;
        }
      }
    }
  }
}

/**
 * Stages of LogQL that part workloads into 2^`splits` groups of about equal size, each workload in exactly one. LogQL has
 * no hash: here it is whether a name has an even number of letters of a class.
 */
export function workloadParts(splits: number): string[][] {
  let parts: string[][] = [[]];
  for (let bit = 0; bit < splits; bit++) {
    const pattern = quote(evenNumberOf([...LETTERS].filter((_, at) => (at >> bit) & 1).join('')));
    parts = parts.flatMap((stages) => [
      [...stages, `| place=~${pattern}`],
      [...stages, `| place!~${pattern}`],
    ]);
  }
  return splits === 0 ? parts : parts.map((stages) => [PLACE, ...stages]);
}

const evenNumberOf = (letters: string): string =>
  `[^${letters}]*(?:[${letters}][^${letters}]*[${letters}][^${letters}]*)*`;
