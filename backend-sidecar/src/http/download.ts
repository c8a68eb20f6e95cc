import { type Socket } from 'node:net';
import { type Readable } from 'node:stream';
import { chunkedDecoder, type Decoded } from './chunked.ts';
import { type Connector } from './connector.ts';
import { field, readHead } from './reply.ts';

/** The body of an answer, as its bytes come. */
export interface Body {
  /** Hands them on from now on; `onEnd` is called once, with what broke it where it is not whole. */
  read(onBytes: (bytes: Buffer) => void, onEnd: (error?: Error) => void): void;
  pause(): void;
  resume(): void;
  destroy(): void;
}

/** An answer whose body is still to come. */
export interface Download {
  status: number;
  /** See {@link field}. */
  headers: string;
  body: Body;
}

/** A TLS record is no longer. */
const READ_BYTES = 16 * 1024;

/**
 * Sends a request on a connection of its own, and resolves with the head of its answer. For what goes on for minutes
 * and comes in small pieces, as a watch does: Node's HTTP client would take more of the processor for each.
 *
 * @param keepAliveMs how long the kernel waits before it asks a silent peer whether it is still there
 * @param signal ends it, and the body
 * @throws what went wrong with the network
 */
export function download(
  connect: Connector,
  request: string,
  keepAliveMs: number,
  signal: AbortSignal
): Promise<Download> {
  return new Promise((resolve, reject) => {
    const incoming = new Incoming(connect, resolve, reject);
    incoming.socket.setKeepAlive(true, keepAliveMs);
    const stop = (): void => incoming.fail(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    incoming.socket.once('close', () => signal.removeEventListener('abort', stop));
    incoming.socket.write(request, 'latin1');
    if (signal.aborted) {
      stop();
    }
  });
}

/** A stream of Node's as a body. */
export function bodyOf(stream: Readable): Body {
  return {
    read(onBytes, onEnd) {
      let ended = false;
      const end = (error?: Error): void => {
        if (!ended) {
          ended = true;
          onEnd(error);
        }
      };
      stream.on('data', onBytes);
      stream.on('end', () => end());
      stream.on('error', end);
      stream.on('close', () => end());
    },
    pause: () => void stream.pause(),
    resume: () => void stream.resume(),
    destroy: () => void stream.destroy(),
  };
}

/** All of a body, as text. @throws what broke it */
export function wholeText(body: Body): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    body.read(
      (bytes) => chunks.push(bytes),
      (error) => (error ? reject(error) : resolve(Buffer.concat(chunks).toString()))
    );
  });
}

/** A body that tells of what is read of it, and of its end. */
export function observed(body: Body, told: { bytes?(length: number): void; end?(): void }): Body {
  return {
    read: (onBytes, onEnd) =>
      body.read(
        (bytes) => {
          told.bytes?.(bytes.length);
          onBytes(bytes);
        },
        (error) => {
          told.end?.();
          onEnd(error);
        }
      ),
    pause: () => body.pause(),
    resume: () => body.resume(),
    destroy: () => body.destroy(),
  };
}

class Incoming implements Body {
  readonly socket: Socket;
  readonly #onHead: (download: Download) => void;
  readonly #onFailure: (error: Error) => void;
  #head: Buffer | undefined = Buffer.alloc(0);
  #decode: ((bytes: Buffer) => Decoded) | undefined;
  /** What came before it was asked for. */
  #early: Buffer[] = [];
  #end: { error?: Error } | undefined;
  #reader: { onBytes(bytes: Buffer): void; onEnd(error?: Error): void } | undefined;

  constructor(connect: Connector, onHead: (download: Download) => void, onFailure: (error: Error) => void) {
    this.#onHead = onHead;
    this.#onFailure = onFailure;
    this.socket = connect({
      buffer: Buffer.allocUnsafe(READ_BYTES),
      callback: (length, bytes) => {
        this.#take(Buffer.from(bytes.subarray(0, length)));
        return true;
      },
    });
    this.socket.on('error', (error) => this.fail(error));
    this.socket.on('end', () => this.#closed());
    this.socket.on('close', () => this.#closed());
    // For its end to be told.
    this.socket.resume();
  }

  read(onBytes: (bytes: Buffer) => void, onEnd: (error?: Error) => void): void {
    this.#reader = { onBytes, onEnd };
    this.#early.forEach(onBytes);
    this.#early = [];
    if (this.#end) {
      onEnd(this.#end.error);
    }
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  destroy(): void {
    this.socket.destroy();
  }

  fail(error: Error): void {
    this.#finish({ error });
    this.#onFailure(error);
  }

  #take(bytes: Buffer): void {
    if (this.#end) {
      return;
    }
    try {
      if (this.#head) {
        this.#takeHead(Buffer.concat([this.#head, bytes]));
      } else {
        this.#takeBody(bytes);
      }
    } catch (error) {
      this.fail(error as Error);
    }
  }

  #takeHead(bytes: Buffer): void {
    const head = readHead(bytes);
    if (!head) {
      this.#head = bytes;
      return;
    }
    this.#head = undefined;
    const { status, headers, length } = head;
    this.#decode = decoderOf(status, headers);
    this.#onHead({ status, headers, body: this });
    this.#takeBody(bytes.subarray(length));
  }

  #takeBody(bytes: Buffer): void {
    const { parts, done } = this.#decode ? this.#decode(bytes) : { parts: [bytes], done: false };
    for (const part of parts) {
      if (this.#reader) {
        this.#reader.onBytes(part);
      } else {
        this.#early.push(part);
      }
    }
    if (done) {
      this.#finish({});
    }
  }

  #closed(): void {
    const isWhole = !this.#head && !this.#decode;
    if (isWhole) {
      this.#finish({});
    } else {
      this.fail(new Error('the connection was closed in the middle of an answer'));
    }
  }

  /** Once. */
  #finish(end: { error?: Error }): void {
    if (!this.#end) {
      this.#end = end;
      this.destroy();
      this.#reader?.onEnd(end.error);
    }
  }
}

/** How the end of a body is found; undefined where it is the connection's. */
function decoderOf(status: number, headers: string): ((bytes: Buffer) => Decoded) | undefined {
  if (field(headers, 'transfer-encoding') === 'chunked') {
    return chunkedDecoder();
  }
  const announced = status === 204 ? '0' : field(headers, 'content-length');
  let left = Number(announced);
  return announced === undefined
    ? undefined
    : (bytes) => {
        const part = bytes.subarray(0, left);
        left -= part.length;
        return { parts: [part], done: left === 0, length: part.length };
      };
}
