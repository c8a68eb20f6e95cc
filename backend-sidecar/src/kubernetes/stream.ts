import { type Readable } from 'node:stream';
import { Chunks } from './chunks.ts';
import { type Failure, networkFailure } from './failure.ts';
import { FrameSplitter } from './frames.ts';

export interface Frame {
  type: string;
  object: unknown;
}

export type Read =
  | { kind: 'frames'; frames: Frame[] }
  /** The server ended it. */
  | { kind: 'closed' }
  /** No byte arrived for so long that the connection may be dead. */
  | { kind: 'silent' }
  | { kind: 'failed'; failure: Failure };

export interface WatchStream {
  next(): Promise<Read>;
  close(): void;
}

export interface StreamTimes {
  /**
   * How long a watch may be silent before it is reopened, in milliseconds. A quiet cluster and a dead connection
   * look alike; a new connection distinguishes them.
   */
  silenceMs: number;
}

/** For a watch that has a bookmark each minute. */
export const BOOKMARKED: StreamTimes = { silenceMs: 90_000 };

/** How much longer than it was asked to the server may keep a watch open. */
const GRACE_MS = 30_000;

/**
 * A watch's answer as frames. It is read only as fast as {@link WatchStream.next} is called: what is not read stays in
 * the socket, and the server waits.
 */
export function openStream(
  body: Readable,
  lifetimeMs: number,
  { silenceMs }: StreamTimes,
  signal: AbortSignal
): WatchStream {
  const splitter = new FrameSplitter();
  const chunks = new Chunks(body, silenceMs, performance.now() + lifetimeMs + GRACE_MS);
  return {
    close: () => chunks.close(),
    async next() {
      try {
        const come = await chunks.next();
        return typeof come === 'string'
          ? { kind: come }
          : { kind: 'frames', frames: come.flatMap((chunk) => splitter.push(chunk)).map(parse) };
      } catch (error) {
        chunks.close();
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
