import { finished, type Readable } from 'node:stream';
import { MovingRate } from '../time/moving-rate.ts';

/** What came since the last time; `silent` where nothing did in time, and the stream is closed; `closed` at its end. */
type Come = Buffer[] | 'silent' | 'closed';

/** How many bytes to read ahead, so that the stream need not stop and go for each chunk. */
const AHEAD = 64 * 1024;

/** Chunks a second from which on the stream rests: those that come meanwhile are read at once. */
const BUSY_RATE = 200;
const LONGEST_REST_MS = 25;
/** A read of more than this, in bytes, leaves more to be read: there is no rest after it. */
const LARGE_READ = AHEAD / 2;

/**
 * A body's chunks, as they are asked for. One that is waited for is handed on at once, and a wait sets no timer of its
 * own: a quiet cluster's events all come one by one. Under load the stream rests between two reads, since to wake up for
 * each chunk costs more than all that is done with it.
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
  readonly #rate = new MovingRate();
  /** Until when the stream rests, on the monotonic clock. */
  #restsMs = 0;
  #rest: NodeJS.Timeout | undefined;

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
        this.#goRested();
      }
    });
  }

  close(): void {
    clearTimeout(this.#silence);
    clearTimeout(this.#rest);
    this.#body.destroy();
  }

  #take(chunk: Buffer): void {
    this.#come.push(chunk);
    this.#bytes += chunk.length;
    if (this.#waiting && this.#come.length === 1) {
      // One read of the socket has several chunks: they are all there when this runs.
      queueMicrotask(() => this.#settle(this.#come));
    } else if (this.#bytes > AHEAD) {
      this.#pause();
    }
  }

  #pause(): void {
    this.#paused = true;
    this.#body.pause();
  }

  #goRested(): void {
    const restMs = this.#restsMs - performance.now();
    if (restMs > 1) {
      this.#rest = setTimeout(() => this.#go(), restMs);
    } else {
      this.#go();
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
    clearTimeout(this.#rest);
    if (this.#waiting && this.#come.length === 0) {
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
    } else if (come !== 'closed') {
      this.#restIfBusy(come.length, this.#bytes);
    }
    this.#come = [];
    this.#bytes = 0;
    waiting.resolve(come);
  }

  #restIfBusy(chunks: number, bytes: number): void {
    const nowMs = performance.now();
    this.#rate.add(chunks, nowMs);
    const rate = this.#rate.at(nowMs);
    if (rate > BUSY_RATE && bytes < LARGE_READ) {
      this.#restsMs = nowMs + Math.min(LONGEST_REST_MS, rate / 20);
      this.#pause();
    }
  }
}
