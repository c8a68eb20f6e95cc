export interface Response {
  status: number;
  /** Names in lower case; values of a repeated field joined by a comma. */
  headers: ReadonlyMap<string, string>;
  body: Buffer;
  /** How long the server keeps the connection for another request, in milliseconds; 0 if it does not. */
  keepsMs: number;
}

interface Head {
  minor: string;
  status: number;
  headers: ReadonlyMap<string, string>;
}

/** How the end of a body is found: none, by a length in bytes, by chunks, or with the connection. */
type Framing = { kind: 'none' } | { kind: 'length'; left: number } | { kind: 'chunked' } | { kind: 'close' };

type ChunkPart = 'size' | 'data' | 'data end' | 'trailer';

const LONGEST_HEAD = 16 * 1024;
const LONGEST_LINE = 1024;
const LARGEST_RESPONSE = 1024 * 1024;

const BLANK_LINE = '\r\n\r\n';
/** Latin-1 without control characters, but for the tab. */
const STATUS_LINE = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/;
const FIELD_LINE = /^([!#$%&'*+.^`|~\w-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*?)[ \t]*$/;
/** With extensions, which mean nothing here. */
const CHUNK_SIZE = /^([0-9a-f]{1,6})(?:;[!#$%&'*+.^`|~\w-]+(?:=(?:[!#$%&'*+.^`|~\w-]+|"[\t !#-[\]-~]*"))?)*$/i;

/**
 * Reads one HTTP/1.1 response, however the network cut it, after interim responses (1xx).
 *
 * It is strict: what could be read in two ways (two lengths, a length and chunks, a folded field, a bare line feed, an
 * unknown transfer coding) is an error. The connection is then closed and the request repeated, which costs less than
 * taking one response's end for the start of the next.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112
 */
export class ResponseReader {
  #bytes = 0;
  /** The head as far as it has come. */
  #unread: Buffer = Buffer.alloc(0);
  #head: Head | undefined;
  #framing: Framing = { kind: 'none' };
  #part: ChunkPart = 'size';
  /** Of the chunk. */
  #left = 0;
  #line = '';
  readonly #body: Buffer[] = [];

  /** @returns the response once it is whole @throws Error when it is not one valid response */
  read(bytes: Buffer): Response | undefined {
    this.#bytes += bytes.length;
    if (this.#bytes > LARGEST_RESPONSE) {
      throw new Error(`the response is longer than ${LARGEST_RESPONSE} bytes`);
    }
    const rest = this.#head ? bytes : this.#readHeads(bytes);
    return rest && this.#readBody(rest);
  }

  /** The connection has ended. @returns the response, if its end was to be that @throws Error otherwise */
  end(): Response {
    if (this.#head && this.#framing.kind === 'close') {
      return this.#whole(false);
    }
    throw new Error('the connection was closed before the end of the response');
  }

  /** @returns the bytes after the head of the final response; undefined while some of it is missing */
  #readHeads(bytes: Buffer): Buffer | undefined {
    let rest = this.#unread.length > 0 ? Buffer.concat([this.#unread, bytes]) : bytes;
    for (let end = rest.indexOf(BLANK_LINE); end >= 0; end = rest.indexOf(BLANK_LINE)) {
      const head = readHead(rest.toString('latin1', 0, end));
      rest = rest.subarray(end + BLANK_LINE.length);
      if (this.#bytes - rest.length > LONGEST_HEAD) {
        break;
      }
      if (head.status >= 200) {
        this.#head = head;
        this.#framing = framingOf(head);
        return rest;
      }
      if (head.status === 101 || head.minor === '0') {
        throw new Error(`the response begins with HTTP/1.${head.minor} ${head.status}`);
      }
    }
    if (this.#bytes > LONGEST_HEAD || !'HTTP/1.'.startsWith(rest.toString('latin1', 0, 7))) {
      throw new Error('the response is not HTTP/1.1');
    }
    this.#unread = rest;
    return undefined;
  }

  #readBody(bytes: Buffer): Response | undefined {
    const framing = this.#framing;
    switch (framing.kind) {
      case 'none':
        return this.#whole(bytes.length === 0);
      case 'length':
        this.#body.push(bytes.subarray(0, framing.left));
        framing.left -= bytes.length;
        return framing.left > 0 ? undefined : this.#whole(framing.left === 0);
      case 'chunked':
        return this.#readChunks(bytes);
      case 'close':
        this.#body.push(bytes);
        return undefined;
    }
  }

  #readChunks(bytes: Buffer): Response | undefined {
    for (let at = 0; at < bytes.length;) {
      if (this.#part === 'data') {
        const data = bytes.subarray(at, at + this.#left);
        this.#body.push(data);
        at += data.length;
        this.#left -= data.length;
        this.#part = this.#left === 0 ? 'data end' : 'data';
        continue;
      }
      const end = bytes.indexOf('\n', at);
      const stop = end < 0 ? bytes.length : end + 1;
      this.#line += bytes.toString('latin1', at, stop);
      at = stop;
      if (this.#line.length > LONGEST_LINE) {
        throw new Error('a line between chunks is too long');
      }
      if (end >= 0 && this.#takeLine()) {
        return this.#whole(at === bytes.length);
      }
    }
    return undefined;
  }

  /** @returns whether the body is complete */
  #takeLine(): boolean {
    if (!this.#line.endsWith('\r\n')) {
      throw new Error('a line between chunks ends without a carriage return');
    }
    const line = this.#line.slice(0, -2);
    this.#line = '';
    switch (this.#part) {
      case 'size': {
        const size = CHUNK_SIZE.exec(line)?.[1];
        if (size === undefined) {
          throw new Error('a chunk has no valid size');
        }
        this.#left = Number.parseInt(size, 16);
        this.#part = this.#left === 0 ? 'trailer' : 'data';
        return false;
      }
      case 'trailer':
        return line === '' || (fieldOf(line), false);
      default:
        if (line !== '') {
          throw new Error('a chunk is longer than its size');
        }
        this.#part = 'size';
        return false;
    }
  }

  /** @param alone whether it is the last one */
  #whole(alone: boolean): Response {
    const { minor, status, headers } = this.#head!;
    const body = this.#body.length === 1 ? this.#body[0]! : Buffer.concat(this.#body);
    return { status, headers, body, keepsMs: alone && minor === '1' ? keepsMs(headers) : 0 };
  }
}

/** @throws Error when a line is not valid */
function readHead(text: string): Head {
  const [first = '', ...lines] = text.split('\r\n');
  const [, minor, status] = STATUS_LINE.exec(first) ?? [];
  if (minor === undefined) {
    throw new Error('the response is not HTTP/1.1');
  }
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [name, value] = fieldOf(line);
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return { minor, status: Number(status), headers };
}

function fieldOf(line: string): [name: string, value: string] {
  const [, name, value] = FIELD_LINE.exec(line) ?? [];
  if (name === undefined) {
    throw new Error('a header of the response is not valid');
  }
  return [name.toLowerCase(), value!];
}

/** @throws Error where the end of the body is not certain */
function framingOf({ minor, status, headers }: Head): Framing {
  const coding = headers.get('transfer-encoding');
  const length = headers.get('content-length');
  if (coding !== undefined && (coding.toLowerCase() !== 'chunked' || length !== undefined || minor === '0')) {
    throw new Error(`the response has transfer-encoding ${coding} and content-length ${length}`);
  }
  if (length !== undefined && !/^\d{1,7}$/.test(length)) {
    throw new Error(`the response has content-length ${length}`);
  }
  if (status === 204 || status === 304) {
    return { kind: 'none' };
  }
  return coding ? { kind: 'chunked' } : bodyOf(length);
}

function bodyOf(length: string | undefined): Framing {
  const left = Number(length);
  if (left === 0) {
    return { kind: 'none' };
  }
  return length === undefined ? { kind: 'close' } : { kind: 'length', left };
}

/** Time for a request to reach the server before that closes the idle connection. */
const SPARE_MS = 1_000;

function keepsMs(headers: ReadonlyMap<string, string>): number {
  if (/(?:^|,)[ \t]*close[ \t]*(?:,|$)/i.test(headers.get('connection') ?? '')) {
    return 0;
  }
  const seconds = /(?:^|,)[ \t]*timeout=(\d{1,6})/i.exec(headers.get('keep-alive') ?? '')?.[1];
  return seconds === undefined ? Infinity : Math.max(0, Number(seconds) * 1000 - SPARE_MS);
}
