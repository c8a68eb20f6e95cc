import { setTimeout as delay } from 'node:timers/promises';
import { type LokiEntry } from '../events/kept-event.ts';
import { type Loki } from './loki.ts';
import { pages } from './pages.ts';

/** Between two looks where Loki cannot be tailed. */
const POLL_MS = 2000;
/** A tail that is not open by then is taken for one that cannot be had. */
const PATIENCE_MS = 10_000;
/** What Loki may take in late: a look goes back so far. */
const OVERLAP_NS = 120_000_000_000n;
const AHEAD_NS = 600_000_000_000n;

export interface FollowOptions {
  query: string;
  pageSize: number;
  now: () => number;
  tell: (line: string) => void;
}

export interface Followed {
  entry: LokiEntry;
  /** It is older than the following, and was there before it began. */
  old: boolean;
}

/**
 * Entries as Loki takes them in, for ever; some come twice. They come over Loki's tail (a WebSocket); where it cannot be
 * had, as behind some proxies, by asking again and again. When the tail ends, as Loki ends it every hour, it is opened
 * anew, after a look at what came meanwhile.
 *
 * Source: https://grafana.com/docs/loki/latest/reference/loki-http-api/#stream-logs.
 */
export async function* follow(loki: Loki, options: FollowOptions): AsyncGenerator<Followed> {
  const { now, tell } = options;
  const startedMs = now();
  let sinceMs = startedMs;
  for (let first = true, tails = true; ; first = false) {
    const tail = tails ? await openTail(loki, options, sinceMs) : undefined;
    const lookedMs = now();
    for (const entry of await look(loki, options, sinceMs)) {
      yield { entry, old: first && entry.timestampNs < nanosOfMs(startedMs) };
    }
    sinceMs = lookedMs;
    if (tail) {
      for await (const entry of tail) {
        yield { entry, old: false };
      }
      sinceMs = now();
      continue;
    }
    if (tails) {
      tell('Loki cannot be tailed from here: asking every 2 s instead.');
      tails = false;
    }
    await delay(POLL_MS);
  }
}

const nanosOfMs = (ms: number): bigint => BigInt(Math.floor(ms)) * 1_000_000n;

/** What came since a moment; the oldest first. */
async function look(loki: Loki, { query, pageSize, now, tell }: FollowOptions, sinceMs: number): Promise<LokiEntry[]> {
  const entries: LokiEntry[] = [];
  const range = { startNs: nanosOfMs(sinceMs) - OVERLAP_NS, endNs: nanosOfMs(now()) + AHEAD_NS };
  for await (const page of pages(loki, { query, ...range, pageSize, warn: tell })) {
    entries.push(...page);
  }
  return entries.sort((a, b) => (a.timestampNs < b.timestampNs ? -1 : 1));
}

/** Resolves when the tail is open; to nothing where it cannot be had. */
async function openTail(
  loki: Loki,
  { query }: FollowOptions,
  sinceMs: number
): Promise<AsyncIterable<LokiEntry> | undefined> {
  const { WebSocket } = await import('undici');
  const parameters = new URLSearchParams({ query, start: String(nanosOfMs(sinceMs)), limit: '5000' });
  const url = `${loki.access.url.replace(/^http/, 'ws')}/loki/api/v1/tail?${parameters.toString()}`;
  const socket = new WebSocket(url, { headers: loki.access.headers, dispatcher: loki.dispatcher });
  const queue = new Queue();
  socket.addEventListener('message', ({ data }) => queue.push(entriesOf(String(data))));
  socket.addEventListener('close', () => queue.end());
  return new Promise((resolve) => {
    const late = setTimeout(() => {
      socket.close();
      resolve(undefined);
    }, PATIENCE_MS);
    socket.addEventListener('open', () => {
      clearTimeout(late);
      resolve(queue);
    });
    socket.addEventListener('error', () => resolve(undefined));
    socket.addEventListener('close', () => resolve(undefined));
  });
}

function entriesOf(message: string): LokiEntry[] {
  const { streams } = JSON.parse(message) as {
    streams?: Array<{ stream: Record<string, string>; values: Array<[string, string]> }> | null;
  };
  return (streams ?? []).flatMap(({ stream, values }) =>
    values.map(([time, line]) => ({ timestampNs: BigInt(time), line, labels: stream }))
  );
}

/** Hands on what is pushed, in its order, to one reader. */
class Queue implements AsyncIterable<LokiEntry> {
  #waiting: LokiEntry[] = [];
  #ended = false;
  #wake: () => void = () => undefined;

  push(entries: readonly LokiEntry[]): void {
    this.#waiting.push(...entries);
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<LokiEntry> {
    for (;;) {
      yield* this.#waiting.splice(0);
      if (this.#waiting.length === 0) {
        if (this.#ended) {
          return;
        }
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    }
  }
}
