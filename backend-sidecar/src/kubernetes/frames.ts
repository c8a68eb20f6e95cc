const NEWLINE = 0x0a;

/** The API server itself refuses objects a tenth of this size. */
const LARGEST_FRAME = 32 * 1024 * 1024;

/**
 * Cuts a byte stream into its lines, however the network cut it into chunks: also in the middle of a character, which
 * is why it works on bytes.
 */
export class FrameSplitter {
  #parts: Buffer[] = [];
  #length = 0;

  /**
   * The lines that this chunk completes, without the empty ones.
   *
   * @throws RangeError when a line grows without an end
   */
  push(chunk: Buffer): string[] {
    const lines: string[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const line = this.#complete(chunk.subarray(start, end));
      if (line.length > 1) {
        lines.push(line);
      }
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
    return lines;
  }

  #complete(last: Buffer): string {
    if (this.#parts.length === 0) {
      return last.toString('utf8');
    }
    const line = Buffer.concat([...this.#parts, last]).toString('utf8');
    this.#parts = [];
    this.#length = 0;
    return line;
  }

  #keep(part: Buffer): void {
    if (part.length > 0) {
      this.#parts.push(part);
      this.#length += part.length;
    }
    if (this.#length > LARGEST_FRAME) {
      throw new RangeError(`a frame of over ${LARGEST_FRAME} bytes`);
    }
  }
}
