const LINE_FEED = 0x0a;
/** A size is a few hex digits; what is longer is none. */
const LONGEST_LINE = 8192;

/** What of the bytes was the body's, whether it is whole now, and how many of the bytes it took. */
export interface Decoded {
  parts: Buffer[];
  done: boolean;
  length: number;
}

/**
 * Takes the chunks' frames off a body, however the network cut it: the function returned is called with the bytes as
 * they come.
 *
 * @throws Error when they are no chunks
 * @see https://www.rfc-editor.org/rfc/rfc9112#name-chunked-transfer-coding
 */
export function chunkedDecoder(): (bytes: Buffer) => Decoded {
  let expected: 'size' | 'data' | 'line end' | 'trailer' = 'size';
  /** Of the chunk. */
  let left = 0;
  /** The part of a line that came before. */
  let begun = '';

  /** @returns whether the body is whole */
  function takeLine(line: string): boolean {
    if (expected === 'size') {
      left = Number.parseInt(line, 16);
      if (!(left >= 0)) {
        throw new Error('a chunk of the answer has no size');
      }
      expected = left === 0 ? 'trailer' : 'data';
      return false;
    }
    const wasTrailer = expected === 'trailer';
    if (!wasTrailer) {
      expected = 'size';
    }
    return wasTrailer && line === '';
  }

  return (bytes) => {
    const parts: Buffer[] = [];
    let at = 0;
    while (at < bytes.length) {
      if (expected === 'data') {
        const part = bytes.subarray(at, at + left);
        parts.push(part);
        at += part.length;
        left -= part.length;
        expected = left === 0 ? 'line end' : 'data';
        continue;
      }
      const end = bytes.indexOf(LINE_FEED, at);
      begun += bytes.toString('latin1', at, end < 0 ? bytes.length : end);
      if (begun.length > LONGEST_LINE) {
        throw new Error('a chunk of the answer has no size');
      }
      if (end < 0) {
        break;
      }
      at = end + 1;
      const line = begun.trimEnd();
      begun = '';
      if (takeLine(line)) {
        return { parts, done: true, length: at };
      }
    }
    return { parts, done: false, length: bytes.length };
  };
}
