/** A server's answer to a request. */
export interface Reply {
  status: number;
  /** Its headers, in lowercase, each after a line break; see {@link field}. */
  headers: string;
  body: Buffer;
  /** Whether another request may follow on the same connection. */
  reusable: boolean;
}

/** An answer that is longer is no answer to a push. */
const LARGEST = 1024 * 1024;

const LINE_BREAK = '\r\n';
const BLANK_LINE = '\r\n\r\n';
const STATUS = /^HTTP\/1\.[01] [1-5]\d\d/;

/**
 * The HTTP/1.1 answer that these bytes are, after interim ones (1xx); undefined while some of it is missing.
 *
 * @param ended whether no more bytes will come: a body without a length goes on until then
 * @throws Error when it is no answer
 * @see https://www.rfc-editor.org/rfc/rfc9112
 */
export function readReply(bytes: Buffer, ended: boolean): Reply | undefined {
  if (bytes.length > LARGEST) {
    throw new Error(`an answer of over ${LARGEST} bytes`);
  }
  // A character a byte, so that places in it are places in the bytes.
  const text = bytes.latin1Slice(0, bytes.length);
  const headEnd = text.indexOf(BLANK_LINE);
  const isWhole = headEnd >= 0;
  if (isWhole ? !STATUS.test(text) : !'HTTP/'.startsWith(text.slice(0, 5))) {
    throw new Error('the answer is not HTTP/1.1');
  }
  if (!isWhole) {
    return undefined;
  }
  const status = Number(text.slice(9, 12));
  const rest = bytes.subarray(headEnd + BLANK_LINE.length);
  if (status < 200) {
    return readReply(rest, ended);
  }
  const headers = text.slice(text.indexOf(LINE_BREAK), headEnd).toLowerCase();
  const body = bodyOf(rest, status, headers, ended);
  const closes = text[7] === '0' || field(headers, 'connection') === 'close';
  return body && { status, headers, body: body.content, reusable: !closes && body.length === rest.length };
}

/** A header's value, in lowercase; undefined where there is none of this name. */
export function field(headers: string, name: string): string | undefined {
  const start = `${LINE_BREAK}${name}:`;
  const at = headers.indexOf(start);
  if (at < 0) {
    return undefined;
  }
  const end = headers.indexOf(LINE_BREAK, at + start.length);
  return headers.slice(at + start.length, end < 0 ? undefined : end).trim();
}

/** A body, and how many bytes it took; a length of -1 where only the connection's end ended it. */
interface Body {
  content: Buffer;
  length: number;
}

function bodyOf(bytes: Buffer, status: number, headers: string, ended: boolean): Body | undefined {
  if (status === 204 || status === 304) {
    return { content: bytes.subarray(0, 0), length: 0 };
  }
  if (field(headers, 'transfer-encoding') === 'chunked') {
    return chunked(bytes);
  }
  const announced = field(headers, 'content-length');
  if (announced === undefined) {
    return ended ? { content: bytes, length: -1 } : undefined;
  }
  const length = Number(announced);
  return bytes.length >= length ? { content: bytes.subarray(0, length), length } : undefined;
}

function chunked(bytes: Buffer): Body | undefined {
  const parts: Buffer[] = [];
  let at = 0;
  for (let lineEnd = bytes.indexOf(LINE_BREAK); lineEnd >= 0; lineEnd = bytes.indexOf(LINE_BREAK, at)) {
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    if (!(size >= 0)) {
      throw new Error('a chunk of the answer has no size');
    }
    if (size === 0) {
      // Fields may follow the last chunk; a blank line ends them.
      const end = bytes.indexOf(BLANK_LINE, lineEnd);
      return end < 0 ? undefined : { content: Buffer.concat(parts), length: end + BLANK_LINE.length };
    }
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  return undefined;
}
