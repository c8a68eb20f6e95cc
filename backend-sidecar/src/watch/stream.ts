import { type Readable } from 'node:stream';
import { networkFailure } from '../api/failure.ts';
import { FrameSplitter } from './frames.ts';
import { type Frame, type Read, type WatchStream } from './state.ts';

export interface StreamTimes {
  /**
   * How long a watch may say nothing before it is opened anew, in milliseconds. A quiet cluster and a dead connection
   * look alike; a new connection tells them apart.
   */
  silenceMs: number;
}

/** How much longer than it was asked to the server may keep a watch open. */
const GRACE_MS = 30_000;

/**
 * A watch's answer as frames. It is read only as fast as {@link WatchStream.next} is called: what is not read stays in
 * the socket, and the server waits.
 */
export function openStream(
  body: Pick<Readable, 'destroy'> & AsyncIterable<Buffer>,
  lifetimeMs: number,
  { silenceMs }: StreamTimes,
  signal: AbortSignal
): WatchStream {
  const splitter = new FrameSplitter();
  const chunks = body[Symbol.asyncIterator]();
  const endsMs = performance.now() + lifetimeMs + GRACE_MS;
  const close = (): void => {
    body.destroy();
  };

  async function next(): Promise<Read> {
    const waitMs = Math.min(silenceMs, endsMs - performance.now());
    const chunk = await orSilence(chunks.next(), waitMs);
    if (chunk === 'silent') {
      close();
      return { kind: 'silent' };
    }
    return chunk.done ? { kind: 'closed' } : { kind: 'frames', frames: splitter.push(chunk.value).map(parse) };
  }

  return {
    close,
    async next() {
      try {
        return await next();
      } catch (error) {
        close();
        const failure = networkFailure('watch', error, signal.aborted);
        const unreadable = error instanceof SyntaxError || error instanceof RangeError;
        return { kind: 'failed', failure: unreadable ? { ...failure, kind: 'protocol' } : failure };
      }
    },
  };
}

function parse(line: string): Frame {
  return JSON.parse(line) as Frame;
}

async function orSilence<T>(promise: Promise<T>, ms: number): Promise<T | 'silent'> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<'silent'>((resolve) => {
    timer = setTimeout(() => resolve('silent'), Math.max(0, ms));
  });
  // Whoever comes second is heard by nobody.
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}
