import { type Socket } from 'node:net';
import { type Connector } from './connector.ts';
import { IDLE_MS } from './exchange.ts';
import { readReply, type Reply } from './reply.ts';

/** An answer of Loki's is a fraction of it. */
const READ_BYTES = 4096;

interface Underway {
  signal: AbortSignal;
  resolve(reply: Reply): void;
  reject(error: Error): void;
}

/**
 * One connection to a server, for one request after the other, each a buffer with its head and body. It is opened when
 * it is needed, kept for as long as servers keep theirs, and opened anew after any trouble.
 *
 * A quiet cluster's entries are all sent by themselves, and for that Node's HTTP client takes almost three times the
 * processor time that this takes.
 */
export class Connection {
  readonly #connect: Connector;
  /** How long the server may say nothing, in milliseconds. */
  readonly #silenceMs: number;
  #socket: Socket | undefined;
  #underway: Underway | undefined;
  #received: Buffer | undefined;
  /** When something was last sent or came, on the monotonic clock. */
  #activeMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #heeded: AbortSignal | undefined;

  constructor(connect: Connector, silenceMs: number) {
    this.#connect = connect;
    this.#silenceMs = silenceMs;
  }

  /**
   * Sends, and resolves with the answer.
   *
   * @param signal ends it, and the connection
   * @throws what went wrong with the network
   */
  send(request: Buffer, signal: AbortSignal): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason as Error);
        return;
      }
      this.#heed(signal);
      this.#activeMs = performance.now();
      const socket = this.#socket ?? this.#open();
      this.#underway = { signal, resolve, reject };
      socket.write(request);
    });
  }

  /** Ends it; the next request opens another. */
  close(): void {
    clearTimeout(this.#timer);
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  /** Listened to once, as many requests have the same. */
  #heed(signal: AbortSignal): void {
    if (this.#heeded !== signal) {
      this.#heeded = signal;
      signal.addEventListener('abort', () => {
        if (this.#underway?.signal === signal) {
          this.#fail(signal.reason as Error);
        }
      });
    }
  }

  #open(): Socket {
    // Past Node's streams: an answer is short, and read in one go.
    const socket = this.#connect({
      buffer: Buffer.allocUnsafe(READ_BYTES),
      callback: (length, bytes) => {
        if (current()) {
          this.#take(Buffer.from(bytes.subarray(0, length)));
        }
        return true;
      },
    });
    const current = (): boolean => socket === this.#socket;
    this.#socket = socket;
    this.#received = undefined;
    // For its end to be told.
    socket.resume();
    socket.setNoDelay(true);
    socket.on('error', (error) => current() && this.#fail(error));
    socket.on('end', () => current() && this.#ended());
    socket.on('close', () => current() && this.#ended());
    this.#lookAt();
    return socket;
  }

  #take(chunk: Buffer): void {
    this.#activeMs = performance.now();
    this.#received = this.#received ? Buffer.concat([this.#received, chunk]) : chunk;
    this.#answer(false);
  }

  #ended(): void {
    if (this.#underway) {
      this.#answer(true);
    }
    this.#fail(new Error('the connection was closed before the answer'));
  }

  #answer(ended: boolean): void {
    try {
      const reply = this.#underway && readReply(this.#received ?? Buffer.alloc(0), ended);
      if (reply) {
        const { resolve } = this.#underway!;
        this.#underway = undefined;
        this.#received = undefined;
        if (!reply.reusable) {
          this.close();
        }
        resolve(reply);
      } else if (!this.#underway) {
        // Nothing was asked.
        this.close();
      }
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  /** Ends what was quiet for too long. The timer runs by itself, so that a request need not set one. */
  #lookAt(): void {
    const leftMs = (this.#underway ? this.#silenceMs : IDLE_MS) - (performance.now() - this.#activeMs);
    if (leftMs > 0) {
      // A request may come meanwhile, whose time is shorter.
      this.#timer = setTimeout(() => this.#lookAt(), Math.min(leftMs, IDLE_MS, this.#silenceMs));
      this.#timer.unref();
    } else {
      this.#fail(new Error(`no answer within ${this.#silenceMs / 1000} s`));
    }
  }

  #fail(error: Error): void {
    const underway = this.#underway;
    this.#underway = undefined;
    this.close();
    underway?.reject(error);
  }
}
