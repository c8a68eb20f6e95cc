import { type Socket } from 'node:net';
import { type Connector } from './connector.ts';
import { IDLE_MS } from './request.ts';
import { type Response, ResponseReader } from './response.ts';

/** Loki's responses are a fraction of it. */
const READ_BYTES = 4096;

interface UnderWay {
  request: Buffer;
  signal: AbortSignal;
  maySend: () => boolean;
  response: ResponseReader;
  resolve(response: Response): void;
  reject(error: Error): void;
}

/**
 * One connection to a server, for one request at a time, each a buffer with its head and body. It is opened when it is
 * needed, reused while the server keeps it, and opened again after any failure. Nothing is sent twice: whether a request
 * may be repeated is for the caller to decide.
 *
 * Only for pushes: docs/decisions/http-client.md says why they do not go through Node's client.
 */
export class Connection {
  readonly #connect: Connector;
  /** How long a request may take, in milliseconds. */
  readonly #timeoutMs: number;
  #socket: Socket | undefined;
  #underWay: UnderWay | undefined;
  /** When the request began, or the connection became idle, on the monotonic clock. */
  #sinceMs = 0;
  #idleMs = IDLE_MS;
  #timer: NodeJS.Timeout | undefined;
  #signal: AbortSignal | undefined;

  constructor(connect: Connector, timeoutMs: number) {
    this.#connect = connect;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Sends a request, and resolves with the whole response.
   *
   * @param signal ends the request, and the connection
   * @param maySend whether the request may be sent; called right before the first byte, which may be long after this
   *   call if the connection has to be opened
   * @throws the signal's reason, or what went wrong with the network or the response
   */
  send(request: Buffer, signal: AbortSignal, maySend: () => boolean = () => true): Promise<Response> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      if (this.#underWay) {
        throw new Error('another request is under way on this connection');
      }
      this.#listenTo(signal);
      this.#sinceMs = performance.now();
      const isOpen = this.#socket !== undefined;
      const socket = this.#socket ?? this.#open();
      this.#underWay = { request, signal, maySend, response: new ResponseReader(), resolve, reject };
      if (isOpen) {
        this.#write(socket);
      }
    });
  }

  /** Closes the connection; the next request opens another. */
  close(): void {
    clearTimeout(this.#timer);
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  /** Requests share a signal while the collector leads: one listener serves them all. */
  #listenTo(signal: AbortSignal): void {
    if (this.#signal !== signal) {
      this.#signal?.removeEventListener('abort', this.#abort);
      this.#signal = signal;
      signal.addEventListener('abort', this.#abort);
    }
  }

  readonly #abort = (): void => {
    if (this.#underWay) {
      this.#fail(this.#underWay.signal.reason as Error);
    }
  };

  #write(socket: Socket): void {
    const { request, maySend } = this.#underWay!;
    if (maySend()) {
      socket.write(request);
    } else {
      this.#fail(new Error('not sent: the leave to send it has ended'));
    }
  }

  #open(): Socket {
    // `onread` bypasses Node's streams: a response is short and comes in one read.
    const socket = this.#connect(
      {
        buffer: Buffer.allocUnsafe(READ_BYTES),
        callback: (length, bytes) => {
          if (current()) {
            this.#take(Buffer.from(bytes.subarray(0, length)));
          }
          return true;
        },
      },
      () => current() && this.#write(socket)
    );
    const current = (): boolean => socket === this.#socket;
    this.#socket = socket;
    this.#idleMs = IDLE_MS;
    // Without it there is no 'end'.
    socket.resume();
    socket.setNoDelay(true);
    socket.on('error', (error) => current() && this.#fail(error));
    socket.on('end', () => current() && this.#ended());
    socket.on('close', () => current() && this.#ended());
    this.#watchTime();
    return socket;
  }

  #take(bytes: Buffer): void {
    if (!this.#underWay) {
      // Nobody asked for these bytes: they are no response to the next request.
      this.close();
      return;
    }
    this.#settle((response) => response.read(bytes));
  }

  #ended(): void {
    if (this.#underWay) {
      this.#settle((response) => response.end());
    }
    this.close();
  }

  #settle(read: (response: ResponseReader) => Response | undefined): void {
    const { response: reader, resolve } = this.#underWay!;
    try {
      const response = read(reader);
      if (response) {
        this.#underWay = undefined;
        this.#sinceMs = performance.now();
        this.#idleMs = Math.min(IDLE_MS, response.keepsMs);
        if (response.keepsMs === 0) {
          this.close();
        }
        resolve(response);
      }
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  /** One timer serves all requests: it starts again for the time that is left, so that a request need not set one. */
  #watchTime(): void {
    const allowedMs = this.#underWay ? this.#timeoutMs : this.#idleMs;
    const leftMs = allowedMs - (performance.now() - this.#sinceMs);
    if (leftMs > 0) {
      // A request may begin, or end, meanwhile, and have less time.
      this.#timer = setTimeout(() => this.#watchTime(), Math.min(leftMs, this.#timeoutMs, this.#idleMs));
      this.#timer.unref();
    } else {
      this.#fail(new Error(`no answer within ${this.#timeoutMs / 1000} s`));
    }
  }

  #fail(error: Error): void {
    const underWay = this.#underWay;
    this.#underWay = undefined;
    this.close();
    underWay?.reject(error);
  }
}
