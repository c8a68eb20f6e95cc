import { quote } from '@kubernetes-events/logql';

/** A part should take the store about this long: progress is seen, and the next question does not wait long. */
const PART_MS = 1000;
const FIRST_PART = 1 / 16;
/** Shorter parts than this have hardly fewer groups, as failures continue. */
const SHORTEST_PART = 1 / 32;
const LARGEST_GROWTH = 8;

/** Sizes of the parts of a range, in buckets: as large as is answered soon, and has no more groups than can be counted. */
export class PartSize {
  #size: number;
  #most = Infinity;
  readonly #least: number;

  constructor(buckets: number) {
    this.#size = Math.ceil(buckets * FIRST_PART);
    this.#least = Math.ceil(buckets * SHORTEST_PART);
  }

  get size(): number {
    return this.#size;
  }

  /** A part of this size took so long. */
  answered(ms: number): void {
    const growth = Math.min(PART_MS / Math.max(ms, 1), LARGEST_GROWTH);
    this.#size = Math.min(this.#most, Math.max(1, Math.round(this.#size * growth)));
  }

  /** Halves the parts from now on; false if they are as short as helps. */
  halve(): boolean {
    if (this.#size <= this.#least) {
      return false;
    }
    this.#size = this.#most = Math.max(this.#least, Math.floor(this.#size / 2));
    return true;
  }
}

/** Letters and digits of names: each split takes one bit of their places. */
const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';
export const MOST_SPLITS = 6;
const PLACE = '| label_format place=`{{ .cluster }}/{{ ._namespace }}/{{ .workload }}`';

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
