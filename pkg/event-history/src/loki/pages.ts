import { type LokiEntry } from '../events/stored-event.ts';
import { Failure, LokiFailure, NoAnswer } from './failure.ts';
import { type Loki } from './loki.ts';

const NANOS_A_DAY = 86_400_000_000_000n;
/**
 * By default, Loki's components exchange messages of at most 4 MiB. A query with a larger result gets no answer until it
 * times out.
 */
const BYTES_A_PAGE = 2_000_000;
/** Entries of the first page, before their size is known. */
const FIRST_PAGE = 1000;
/** If a query fails after longer than this, its result was probably too large. */
const SLOW_MS = 20_000;
/** By default, Loki refuses queries over a longer range (`max_query_length` is 30d1h). */
const LONGEST_RANGE = 30n * NANOS_A_DAY;
const SHORTEST_RANGE = 1_000_000n;
const FEWEST = 10;

export interface PagesOptions {
  query: string;
  startNs: bigint;
  endNs: bigint;
  /** At most this many entries a page; fewer if they are large or Loki's limit is lower. */
  pageSize: number;
  /** Reports entries that could not be read. */
  warn: (text: string) => void;
}

interface Range {
  startNs: bigint;
  endNs: bigint;
}

/**
 * All entries of a time range, the newest page first. Pages get smaller until they fit Loki's limits on a query's time
 * range, entries and size. An entry at a page's edge may come twice.
 */
export async function* pages(loki: Pick<Loki, 'queryRange'>, options: PagesOptions): AsyncGenerator<LokiEntry[]> {
  const { query, startNs, warn } = options;
  let { endNs } = options;
  let size: PageSize = { most: options.pageSize, next: Math.min(FIRST_PAGE, options.pageSize), length: LONGEST_RANGE };
  while (endNs > startNs) {
    const range: Range = { startNs: max(startNs, endNs - size.length), endNs };
    const askedMs = performance.now();
    let page: LokiEntry[];
    try {
      page = await loki.queryRange({ query, ...range, limit: size.next, direction: 'backward' });
    } catch (error) {
      size = less(error, size, range, performance.now() - askedMs);
      continue;
    }
    const full = page.length >= size.next;
    const oldestNs = oldestOf(page, endNs);
    const oneInstant = full && oldestNs + 1n >= endNs;
    if (oneInstant && size.next < size.most) {
      size = { ...size, next: size.most };
      continue;
    }
    yield page;
    if (oneInstant) {
      warn(tooManyAt(oldestNs, page.length));
    }
    // The oldest instant of a full page may have more entries, so the next page includes it, unless it has no others.
    endNs = full ? oldestNs + (oneInstant ? 0n : 1n) : range.startNs;
    size = { ...size, next: fitting(page, size) };
  }
}

/** How much to query at a time. */
interface PageSize {
  /** The most entries that Loki returns. */
  most: number;
  next: number;
  /** The time range in nanoseconds. */
  length: bigint;
}

/** How many entries fit a page if they are as large as those of the last one. */
function fitting(page: readonly LokiEntry[], { most, next }: PageSize): number {
  const bytes = page.reduce((sum, { line, labels }) => sum + line.length + sizeOf(labels), 0);
  return page.length === 0 ? next : Math.min(most, Math.max(FEWEST, Math.floor((BYTES_A_PAGE * page.length) / bytes)));
}

function sizeOf(labels: Record<string, string>): number {
  let size = 0;
  for (const name in labels) {
    size += name.length + (labels[name]?.length ?? 0) + 6;
  }
  return size;
}

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);

function oldestOf(page: readonly LokiEntry[], endNs: bigint): bigint {
  return page.reduce((least, { timestampNs }) => (timestampNs < least ? timestampNs : least), endNs);
}

const tooManyAt = (ns: bigint, entries: number): string =>
  `Loki has more than ${entries} entries at one instant (${ns} ns), the others are not shown: ` +
  "raise --chunk-size and Loki's max_entries_limit_per_query";

/** A smaller page if Loki refused this one for its size. @throws every other error again */
function less(error: unknown, size: PageSize, { startNs, endNs }: Range, tookMs: number): PageSize {
  const length = endNs - startNs;
  const { shorter, fewer, most } = demandOf(error, tookMs);
  if (most !== undefined) {
    return { ...size, most, next: most };
  }
  if (fewer && size.next > FEWEST) {
    const next = Math.max(FEWEST, Math.floor(size.next / 4));
    return { most: next, next, length: shorter ? length / 2n : size.length };
  }
  if (shorter && length > SHORTEST_RANGE) {
    return { ...size, length: length / 2n };
  }
  throw error instanceof Error ? error : new Failure(String(error));
}

/** What to reduce, by Loki's answer. */
function demandOf(error: unknown, tookMs: number): { shorter: boolean; fewer: boolean; most?: number } {
  const answer = error instanceof LokiFailure ? error.answer : '';
  const most = /limit > max_entries_limit(?:_per_query)? \(\d+ > (\d+)\)/.exec(answer)?.[1];
  const late = tookMs > SLOW_MS && (error instanceof NoAnswer || /timed? ?out|deadline/i.test(answer));
  return {
    shorter: late || tooLong(answer),
    fewer: late || tooLarge(answer),
    ...(most !== undefined && { most: Number(most) }),
  };
}

const tooLarge = (answer: string): boolean => /larger than max|ResourceExhausted|too large/i.test(answer);
const tooLong = (answer: string): boolean => /query time range exceeds|would read too many bytes/i.test(answer);
