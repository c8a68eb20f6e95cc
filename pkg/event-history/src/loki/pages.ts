import { type LokiEntry } from '../events/kept-event.ts';
import { Failure, LokiFailure } from './failure.ts';
import { type Loki } from './loki.ts';

const NANOS_A_DAY = 86_400_000_000_000n;
/** Loki refuses queries over more than this by default (`max_query_length` is 30d1h). */
const LONGEST_RANGE = 30n * NANOS_A_DAY;
const SHORTEST_RANGE = 1_000_000n;
const FEWEST = 10;

export interface PagesOptions {
  query: string;
  startNs: bigint;
  endNs: bigint;
  /** Entries a page; fewer where Loki does not give as many. */
  pageSize: number;
  /** Told what could not be had. */
  warn: (text: string) => void;
}

interface Range {
  startNs: bigint;
  endNs: bigint;
}

/**
 * All entries of a time range, the newest page first, whatever their number: Loki's limits on a query's length, on its
 * entries and on its answer's size are met by asking for less at a time. An entry at a page's edge may come twice.
 */
export async function* pages(loki: Pick<Loki, 'queryRange'>, options: PagesOptions): AsyncGenerator<LokiEntry[]> {
  const { query, startNs, warn } = options;
  let { endNs, pageSize } = options;
  let length = LONGEST_RANGE;
  while (endNs > startNs) {
    const range: Range = { startNs: max(startNs, endNs - length), endNs };
    let page: LokiEntry[];
    try {
      page = await loki.queryRange({ query, ...range, limit: pageSize, direction: 'backward' });
    } catch (error) {
      const smaller = less(error, pageSize, range);
      pageSize = smaller.pageSize;
      length = smaller.length;
      continue;
    }
    yield page;
    endNs = page.length < pageSize ? range.startNs : before(page, endNs, warn);
  }
}

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** Where the next page ends: it has the oldest instant of this one again, as there may be more of it. */
function before(page: readonly LokiEntry[], endNs: bigint, warn: (text: string) => void): bigint {
  const oldest = page.reduce((least, { timestampNs }) => (timestampNs < least ? timestampNs : least), endNs);
  if (oldest + 1n < endNs) {
    return oldest + 1n;
  }
  warn(`Loki has more than ${page.length} entries at one instant (${oldest} ns): those beyond them are left out`);
  return oldest;
}

/** What to ask for instead, where Loki refused because it was too much; anything else is thrown again. */
function less(error: unknown, pageSize: number, { startNs, endNs }: Range): { pageSize: number; length: bigint } {
  const answer = error instanceof LokiFailure ? error.answer : '';
  const length = endNs - startNs;
  const allowed = /limit > max_entries_limit(?:_per_query)? \(\d+ > (\d+)\)/.exec(answer)?.[1];
  if (allowed) {
    return { pageSize: Number(allowed), length };
  }
  if (/larger than max|message size|ResourceExhausted|too large/i.test(answer) && pageSize > FEWEST) {
    return { pageSize: Math.floor(pageSize / 4), length };
  }
  if (tooLong(answer) && length > SHORTEST_RANGE) {
    return { pageSize, length: length / 2n };
  }
  throw error instanceof Error ? error : new Failure(String(error));
}

function tooLong(answer: string): boolean {
  return /query time range exceeds|would read too many bytes|max_query_bytes_read|context deadline exceeded|timeout/i.test(
    answer
  );
}
