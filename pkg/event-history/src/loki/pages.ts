import { type LokiEntry } from '../events/kept-event.ts';
import { Failure, LokiFailure, Unanswered } from './failure.ts';
import { type Loki } from './loki.ts';

const NANOS_A_DAY = 86_400_000_000_000n;
/**
 * Loki's parts hand answers to each other in messages of at most 4 MiB by default; with a larger one a query gets no
 * answer at all, until it times out.
 */
const BYTES_A_PAGE = 2_000_000;
/** What a page has before it is known how large entries are. */
const FIRST_PAGE = 1000;
/** An answer that is longer in coming is taken to be too large. */
const PATIENCE_MS = 20_000;
/** Loki refuses queries over more than this by default (`max_query_length` is 30d1h). */
const LONGEST_RANGE = 30n * NANOS_A_DAY;
const SHORTEST_RANGE = 1_000_000n;
const FEWEST = 10;

export interface PagesOptions {
  query: string;
  startNs: bigint;
  endNs: bigint;
  /** Most entries a page; fewer where they are large, or where Loki does not give as many. */
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
    yield page;
    endNs = page.length < size.next ? range.startNs : before(page, endNs, warn);
    size = { ...size, next: fitting(page, size) };
  }
}

/** How much is asked for at a time. */
interface PageSize {
  /** Entries that Loki gives at most. */
  most: number;
  next: number;
  /** Nanoseconds. */
  length: bigint;
}

/** As many entries as make a page, going by the last one. */
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

/** What Loki wants there to be less of. */
function demandOf(error: unknown, tookMs: number): { shorter: boolean; fewer: boolean; most?: number } {
  const answer = error instanceof LokiFailure ? error.answer : '';
  const most = /limit > max_entries_limit(?:_per_query)? \(\d+ > (\d+)\)/.exec(answer)?.[1];
  const late = tookMs > PATIENCE_MS && (error instanceof Unanswered || /timed? ?out|deadline/i.test(answer));
  return {
    shorter: late || tooLong(answer),
    fewer: late || tooLarge(answer),
    ...(most !== undefined && { most: Number(most) }),
  };
}

const tooLarge = (answer: string): boolean => /larger than max|ResourceExhausted|too large/i.test(answer);
const tooLong = (answer: string): boolean => /query time range exceeds|would read too many bytes/i.test(answer);
