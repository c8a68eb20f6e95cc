const KEY = Buffer.from('"managedFields":[');

const [OPEN, CLOSE, QUOTE, BACKSLASH] = [...Buffer.from('[]"\\')] as [number, number, number, number];

/**
 * Reads a JSON document of objects' metadata without their `managedFields`: nine tenths of it that nobody here needs,
 * and that would be most of the memory. They are dropped as they come; only the rest is kept and parsed.
 */
export class LeanJson {
  #kept = Buffer.allocUnsafe(64 * 1024);
  #length = 0;
  /** Brackets open within `managedFields`; 0 outside of it. */
  #depth = 0;
  #inString = false;
  #escaped = false;

  push(chunk: Buffer): void {
    let from = 0;
    while (from < chunk.length) {
      from = this.#depth > 0 ? this.#skip(chunk, from) : this.#keep(chunk, from);
    }
  }

  /** The document. @throws SyntaxError where it is no JSON */
  end(): unknown {
    return JSON.parse(this.#kept.toString('utf8', 0, this.#length));
  }

  /** Keeps what comes up to the next `managedFields`, and tells where it stopped. */
  #keep(chunk: Buffer, from: number): number {
    // The key may have come in part, with the chunk before.
    const before = Math.min(this.#length, KEY.length - 1);
    const overlap = Buffer.concat([
      this.#kept.subarray(this.#length - before, this.#length),
      chunk.subarray(from, from + KEY.length - 1),
    ]);
    const split = overlap.indexOf(KEY);
    const at = split >= 0 ? from + split - before : chunk.indexOf(KEY, from);
    const found = split >= 0 || at >= 0;
    const to = found ? at + KEY.length : chunk.length;
    this.#append(chunk.subarray(from, to));
    this.#depth = found ? 1 : 0;
    return to;
  }

  #append(part: Buffer): void {
    while (this.#length + part.length > this.#kept.length) {
      this.#kept = Buffer.concat([this.#kept], this.#kept.length * 2);
    }
    part.copy(this.#kept, this.#length);
    this.#length += part.length;
  }

  /** Passes over the rest of `managedFields`, without the bracket that closes it. */
  #skip(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at];
      if (this.#inString) {
        this.#inString = this.#escaped || byte !== QUOTE;
        this.#escaped = !this.#escaped && byte === BACKSLASH;
      } else if (byte === QUOTE) {
        this.#inString = true;
      } else if (byte === OPEN) {
        this.#depth++;
      } else if (byte === CLOSE && --this.#depth === 0) {
        return at;
      }
    }
    return chunk.length;
  }
}
