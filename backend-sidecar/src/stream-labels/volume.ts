type Labels = Readonly<Record<string, string>>;

/** More combinations of label values than this are not distinguished: there are too many by far. */
const MOST_STREAMS = 10_000;
const BETWEEN = '\u0000';

/** How many events there were, and in which streams, if no label is moved. */
export class StreamVolume {
  events = 0;
  readonly #names: readonly string[];
  readonly #streams = new Set<string>();

  /** @param names the labels that differ between streams */
  constructor(names: readonly string[]) {
    this.#names = names;
  }

  add(labels: Labels): void {
    this.events++;
    if (this.#streams.size < MOST_STREAMS) {
      this.#streams.add(this.#names.map((name) => labels[name] ?? '').join(BETWEEN));
    }
  }

  /** How many streams there are without these labels; at least this many if there are more than can be counted. */
  streamsWithout(moved: readonly string[]): number {
    return this.#distinct(this.#names.filter((name) => !moved.includes(name)));
  }

  /** How many values a label has. */
  width(name: string): number {
    return this.#distinct([name]);
  }

  #distinct(names: readonly string[]): number {
    const at = names.map((name) => this.#names.indexOf(name));
    return new Set([...this.#streams].map((stream) => pick(stream.split(BETWEEN), at))).size;
  }
}

const pick = (values: readonly string[], at: readonly number[]): string => at.map((one) => values[one]).join(BETWEEN);
