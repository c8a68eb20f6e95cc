import { on } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'undici';
import { type LokiEntry } from '../events/stored-event.ts';
import { entriesOf, type Loki, type Stream } from './loki.ts';
import { pages } from './pages.ts';

/** Between two queries when Loki cannot be tailed. */
const POLL_MS = 2000;
const OPEN_TIMEOUT_MS = 10_000;
/** How far back each query looks, for entries that reach Loki late. */
const OVERLAP_NS = 120_000_000_000n;
const AHEAD_NS = 600_000_000_000n;

export interface FollowOptions {
  query: string;
  pageSize: number;
  now: () => number;
  notify: (line: string) => void;
}

export interface Followed {
  entry: LokiEntry;
  /** Whether it was in Loki before following began. */
  old: boolean;
}

/**
 * Entries as they reach Loki, without end; some come twice. They come through Loki's tail endpoint (a WebSocket) or, if
 * that does not open, as behind some proxies, from a query every 2 seconds. When Loki ends the tail, which it does every
 * hour, it is opened again, and a query finds the entries since.
 *
 * Source: https://grafana.com/docs/loki/latest/reference/loki-http-api/#stream-logs.
 */
export async function* follow(loki: Loki, options: FollowOptions): AsyncGenerator<Followed> {
  const { now, notify } = options;
  const startedMs = now();
  let sinceMs = startedMs;
  for (let first = true, tails = true; ; first = false) {
    const tail = tails ? await openTail(loki, options, sinceMs) : undefined;
    const queriedMs = now();
    for (const entry of await entriesSince(sinceMs, loki, options)) {
      yield { entry, old: first && entry.timestampNs < nanosOfMs(startedMs) };
    }
    sinceMs = queriedMs;
    if (tail) {
      for await (const [{ data }] of tail) {
        for (const entry of entriesOfMessage(String(data))) {
          yield { entry, old: false };
        }
      }
      sinceMs = now();
      continue;
    }
    if (tails) {
      notify('Loki cannot be tailed from here: querying every 2 s instead.');
      tails = false;
    }
    await delay(POLL_MS);
  }
}

const nanosOfMs = (ms: number): bigint => BigInt(Math.floor(ms)) * 1_000_000n;

/** The oldest first. */
async function entriesSince(sinceMs: number, loki: Loki, options: FollowOptions): Promise<LokiEntry[]> {
  const { query, pageSize, now, notify } = options;
  const entries: LokiEntry[] = [];
  const range = { startNs: nanosOfMs(sinceMs) - OVERLAP_NS, endNs: nanosOfMs(now()) + AHEAD_NS };
  for await (const page of pages(loki, { query, ...range, pageSize, warn: notify })) {
    entries.push(...page);
  }
  return entries.sort((a, b) => (a.timestampNs < b.timestampNs ? -1 : 1));
}

type Messages = AsyncIterable<[{ data: unknown }]>;

/** Resolves when the tail is open, or to undefined if it does not open. */
async function openTail(loki: Loki, { query }: FollowOptions, sinceMs: number): Promise<Messages | undefined> {
  const parameters = new URLSearchParams({ query, start: String(nanosOfMs(sinceMs)), limit: '5000' });
  const url = `${loki.access.url.replace(/^http/, 'ws')}/loki/api/v1/tail?${parameters.toString()}`;
  const socket = new WebSocket(url, { headers: loki.access.headers, dispatcher: loki.dispatcher });
  const messages = on(socket as unknown as EventTarget, 'message', { close: ['close'] }) as Messages;
  const late = setTimeout(() => socket.close(), OPEN_TIMEOUT_MS);
  const opened = await new Promise<boolean>((resolve) => {
    socket.addEventListener('open', () => resolve(true));
    socket.addEventListener('error', () => resolve(false));
    socket.addEventListener('close', () => resolve(false));
  });
  clearTimeout(late);
  return opened ? messages : undefined;
}

function entriesOfMessage(message: string): LokiEntry[] {
  const { streams } = JSON.parse(message) as { streams?: Stream[] | null };
  return entriesOf(streams ?? []);
}
