import { finished, type Readable } from 'node:stream';

/** What came since the last time; `silent` where nothing did in time, and the stream is closed; `closed` at its end. */
type Come = Buffer[] | 'silent' | 'closed';

/** How many bytes to read ahead, so that the stream need not stop and go for each chunk. */
const AHEAD = 64 * 1024;

/**
 * A body's chunks, as they are asked for. One that is waited for is handed on at once, and a wait sets no timer of its
 * own: a quiet cluster's events all come one by one.
 */
export class Chunks {
  readonly #body: Readable;
  #paused = false;
  readonly #endsMs: number;
  readonly #silence: NodeJS.Timeout;
  #come: Buffer[] = [];
  #bytes = 0;
  #end: { error?: Error } | undefined;
  #waiting: { resolve(come: Come): void; reject(error: Error): void } | undefined;

  /**
   * @param silenceMs how long a wait may take, in milliseconds
   * @param endsMs when the stream is over, whatever still comes, on the monotonic clock
   */
  constructor(body: Readable, silenceMs: number, endsMs: number) {
    this.#body = body;
    this.#endsMs = endsMs;
    this.#silence = setTimeout(() => this.#settle('silent'), silenceMs);
    body.on('data', (chunk: Buffer) => this.#take(chunk));
    finished(body, (error) => this.#finish(error ? { error } : {}));
  }

  /** @throws what broke the stream */
  next(): Promise<Come> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      if (this.#come.length > 0) {
        this.#settle(this.#come);
      } else if (this.#end) {
        this.#settleEnd(this.#end);
      } else if (performance.now() >= this.#endsMs) {
        this.#settle('silent');
      } else {
        this.#silence.refresh();
        this.#go();
      }
    });
  }

  close(): void {
    clearTimeout(this.#silence);
    this.#body.destroy();
  }

  #take(chunk: Buffer): void {
    this.#come.push(chunk);
    this.#bytes += chunk.length;
    if (this.#waiting) {
      this.#settle(this.#come);
    } else if (this.#bytes > AHEAD) {
      this.#paused = true;
      this.#body.pause();
    }
  }

  #go(): void {
    if (this.#paused) {
      this.#paused = false;
      this.#body.resume();
    }
  }

  #finish(end: { error?: Error }): void {
    this.#end = end;
    clearTimeout(this.#silence);
    if (this.#waiting) {
      this.#settleEnd(this.#end);
    }
  }

  #settleEnd({ error }: { error?: Error }): void {
    if (error) {
      this.#waiting?.reject(error);
      this.#waiting = undefined;
    } else {
      this.#settle('closed');
    }
  }

  #settle(come: Come): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (!waiting) {
      return;
    }
    if (come === 'silent') {
      this.close();
    }
    this.#come = [];
    this.#bytes = 0;
    waiting.resolve(come);
  }
}
