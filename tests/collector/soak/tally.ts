import { recordOf } from '../../../pkg/event/src/index.ts';
import { count, find, type Found, type QueryOptions } from '../../loki/loki.ts';

const ENTRIES = '{service_name="kubernetes-events"} | _namespace=~"soak-.+"';
/** Loki answers a query with no more. */
const LIMIT = 5_000;
const WINDOW_MS = 10_000;

/** What Loki has of the events 0 to `created` - 1. */
export interface Tally {
  /** Numbers of which Loki has no entry. */
  lost: number[];
  /** Numbers of which a log query finds more than one entry. */
  twice: number[];
  /** Entries that log queries find. */
  found: number;
  /** Entries that a metric query counts. It also counts a duplicate that log queries hide. */
  counted: number;
}

/** Where to look, in milliseconds since 1970. */
type Range = Required<Pick<QueryOptions, 'startMs' | 'endMs'>> & Pick<QueryOptions, 'tenant'>;

/** Checks each number, in the entries of a time range. */
export async function tally(loki: string, created: number, range: Range): Promise<Tally> {
  const { startMs, endMs } = range;
  const entries = new Map<number, number>();
  let found = 0;
  for (let fromMs = startMs; fromMs < endMs; fromMs += WINDOW_MS) {
    for (const entry of await entriesIn(loki, {
      ...range,
      startMs: fromMs,
      endMs: Math.min(fromMs + WINDOW_MS, endMs),
    })) {
      const number = Number(recordOf(entry).event.slice('event-'.length));
      entries.set(number, (entries.get(number) ?? 0) + 1);
      found++;
    }
  }
  const lost = Array.from({ length: created }, (_, number) => number).filter((number) => !entries.has(number));
  const twice = [...entries].filter(([, times]) => times > 1).map(([number]) => number);
  return { lost, twice, found, counted: await countIn(loki, range) };
}

/** How many entries a metric query counts in a time range. */
export function countIn(loki: string, { startMs, ...options }: Range): Promise<number> {
  const seconds = Math.ceil((options.endMs - startMs) / 1000);
  return count(loki, `sum(count_over_time(${ENTRIES} [${seconds}s]))`, options);
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
