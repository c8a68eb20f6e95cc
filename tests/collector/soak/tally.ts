import { recordOf } from '../../../pkg/event/src/index.ts';
import { count, find, type Found, type QueryOptions } from '../../loki/loki.ts';

const ENTRIES = '{service_name="kubernetes-events"} | _namespace=~"soak-.+"';
/** Loki answers a query with no more. */
const LIMIT = 5_000;
const WINDOW_MS = 10_000;

/** What Loki has of the events 0 to `created` - 1. Only log queries decide what is lost and what is stored twice. */
export interface Tally {
  /** Numbers of which Loki has no entry. */
  lost: number[];
  /** Numbers of which a log query finds more than one entry. */
  twice: number[];
  /** Entries that log queries find. */
  found: number;
  /** Entries that one metric query over the whole range counts. */
  counted: number;
  /** Where a metric query over a short window does not count the entries that a log query finds there. */
  miscounted: Miscount[];
}

export interface Miscount {
  startMs: number;
  found: number;
  counted: number;
}

/** Where to look, in milliseconds since 1970. */
type Range = Required<Pick<QueryOptions, 'startMs' | 'endMs'>> & Pick<QueryOptions, 'tenant'>;

/** Checks each number, in the entries of a time range. */
export async function tally(loki: string, created: number, range: Range): Promise<Tally> {
  const { startMs, endMs } = range;
  const entries = new Map<number, number>();
  const miscounted: Miscount[] = [];
  let found = 0;
  for (let fromMs = startMs; fromMs < endMs; fromMs += WINDOW_MS) {
    const window = { ...range, startMs: fromMs, endMs: Math.min(fromMs + WINDOW_MS, endMs) };
    const inWindow = await entriesIn(loki, window);
    for (const entry of inWindow) {
      const number = Number(recordOf(entry).event.slice('event-'.length));
      entries.set(number, (entries.get(number) ?? 0) + 1);
    }
    found += inWindow.length;
    const counted = await countIn(loki, window);
    if (counted !== inWindow.length) {
      miscounted.push({ startMs: fromMs, found: inWindow.length, counted });
    }
  }
  const lost = Array.from({ length: created }, (_, number) => number).filter((number) => !entries.has(number));
  const twice = [...entries].filter(([, times]) => times > 1).map(([number]) => number);
  return { lost, twice, found, counted: await countIn(loki, range), miscounted };
}

/** How many entries a metric query counts in a time range. */
export function countIn(loki: string, { startMs, ...options }: Range): Promise<number> {
  return count(loki, `sum(count_over_time(${ENTRIES} [${options.endMs - startMs}ms]))`, options);
}

async function entriesIn(loki: string, range: Range): Promise<Found[]> {
  const { startMs, endMs } = range;
  const entries = await find(loki, ENTRIES, { ...range, limit: LIMIT });
  if (entries.length < LIMIT) {
    return entries;
  }
  const middleMs = Math.floor((startMs + endMs) / 2);
  if (middleMs === startMs) {
    throw new Error(`more than ${LIMIT} entries in one millisecond`);
  }
  return [
    ...(await entriesIn(loki, { ...range, endMs: middleMs })),
    ...(await entriesIn(loki, { ...range, startMs: middleMs })),
  ];
}
