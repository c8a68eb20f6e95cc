import { type TimeRange } from '../access/time-range.ts';
import { type Loki } from '../loki/loki.ts';
import { pages } from '../loki/pages.ts';
import { compare } from '../events/compare.ts';
import { isSelected, type Selection } from './selection.ts';
import { type StoredEvent, storedEventOf } from '../events/stored-event.ts';
import { NewestRevisions } from '../events/newest.ts';

export interface FetchOptions {
  selection: Selection;
  /** A LogQL query that finds every selected entry. */
  query: string;
  range: TimeRange;
  pageSize: number;
  /** At most this many events, the most recent ones. */
  limit?: number;
  warn: (text: string) => void;
  /** Reports how many entries have been read. */
  progress?: (entries: number) => void;
}

/** The selected events, each in its newest revision in the time range, in the order of an API server. */
export async function fetchEvents(loki: Pick<Loki, 'queryRange'>, options: FetchOptions): Promise<StoredEvent[]> {
  const { selection, query, range, pageSize, limit, warn, progress } = options;
  const newest = new NewestRevisions();
  let entries = 0;
  for await (const page of pages(loki, { query, ...range, pageSize, warn })) {
    for (const event of page.map(storedEventOf)) {
      if (isSelected(event, selection)) {
        newest.add(event);
      }
    }
    entries += page.length;
    progress?.(entries);
    if (limit !== undefined && newest.size > limit) {
      break;
    }
  }
  const all = newest.list();
  return limit === undefined ? all : mostRecent(all, limit);
}

/** The most recent events, in their original order. */
function mostRecent(events: readonly StoredEvent[], limit: number): StoredEvent[] {
  const latest = new Set(events.toSorted((a, b) => compare(b.timestampNs, a.timestampNs)).slice(0, limit));
  return events.filter((event) => latest.has(event));
}
