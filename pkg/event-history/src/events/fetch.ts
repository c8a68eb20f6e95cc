import { type TimeRange } from '../access/time-range.ts';
import { type Loki } from '../loki/loki.ts';
import { pages } from '../loki/pages.ts';
import { queryFor } from '../select/query.ts';
import { isSelected, type Selection } from '../select/selection.ts';
import { type KeptEvent, keptEventOf } from './kept-event.ts';
import { NewestRevisions } from './newest.ts';

export interface FetchOptions {
  selection: Selection;
  /** A stream selector of the user's own. */
  streams?: string;
  range: TimeRange;
  pageSize: number;
  /** At most as many events, those seen last. */
  limit?: number;
  warn: (text: string) => void;
  /** Told how many entries were read so far. */
  progress?: (entries: number) => void;
}

/** The events that are asked for, each by its newest revision in the time range, in an API server's order. */
export async function fetchEvents(loki: Pick<Loki, 'queryRange'>, options: FetchOptions): Promise<KeptEvent[]> {
  const { selection, streams, range, pageSize, limit, warn, progress } = options;
  const newest = new NewestRevisions();
  let entries = 0;
  for await (const page of pages(loki, { query: queryFor(selection, streams), ...range, pageSize, warn })) {
    for (const event of page.map(keptEventOf)) {
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
  return limit === undefined ? all : lastSeen(all, limit);
}

/** Those with the latest entries, in the order they were in. */
function lastSeen(events: readonly KeptEvent[], limit: number): KeptEvent[] {
  const latest = new Set(
    events
      .toSorted((a, b) => (a.timestampNs < b.timestampNs ? 1 : a.timestampNs > b.timestampNs ? -1 : 0))
      .slice(0, limit)
  );
  return events.filter((event) => latest.has(event));
}
