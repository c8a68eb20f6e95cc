import { chunkedDecoder } from './chunked.ts';

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
const LONGEST_HEAD = 64 * 1024;

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
  const head = readHead(bytes);
  if (!head) {
    return undefined;
  }
  const { status, headers, length } = head;
  const rest = bytes.subarray(length);
  const body = bodyOf(rest, status, headers, ended);
  const closes = head.minor === '0' || field(headers, 'connection') === 'close';
  return body && { status, headers, body: body.content, reusable: !closes && body.length === rest.length };
}

export interface Head {
  /** HTTP/1.0 or 1.1. */
  minor: string;
  status: number;
  headers: string;
  /** In bytes, with interim answers before it. */
  length: number;
}

/** The head of an answer; undefined while some of it is missing. @throws Error when it is none */
export function readHead(bytes: Buffer): Head | undefined {
  // A character a byte, so that places in it are places in the bytes.
  const text = bytes.toString('latin1');
  let start = 0;
  for (let end = text.indexOf(BLANK_LINE); end >= 0; end = text.indexOf(BLANK_LINE, start)) {
    const head = text.slice(start, end);
    if (!STATUS.test(head)) {
      break;
    }
    start = end + BLANK_LINE.length;
    const status = Number(head.slice(9, 12));
    if (status >= 200) {
      const headers = head.includes(LINE_BREAK) ? head.slice(head.indexOf(LINE_BREAK)).toLowerCase() : '';
      return { minor: head.slice(7, 8), status, headers, length: start };
    }
  }
  const rest = text.slice(start);
  if (rest.length > LONGEST_HEAD || rest.includes(BLANK_LINE) || !'HTTP/'.startsWith(rest.slice(0, 5))) {
    throw new Error('the answer is not HTTP/1.1');
  }
  return undefined;
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
    const { parts, done, length } = chunkedDecoder()(bytes);
    return done ? { content: Buffer.concat(parts), length } : undefined;
  }
  const announced = field(headers, 'content-length');
  if (announced === undefined) {
    return ended ? { content: bytes, length: -1 } : undefined;
  }
  const length = Number(announced);
  return bytes.length >= length ? { content: bytes.subarray(0, length), length } : undefined;
}
