import { type EventRecord } from '@kubernetes-events/event';
import { type EventQuery } from '@kubernetes-events/logql';
import { EMPTY, expand, map, type Observable, reduce } from 'rxjs';
import { appended, nextSpan } from '../loki/pages';
import { compareNanos, LARGE_PAGE, listEvents, type Page } from '../loki/list';
import { type LokiSource } from '../loki/source';
import { type Span } from '../shared/time/range';

export const MOST_MARKS = 50_000;

/** Events reach Loki late: a refresh reads this much again, but no more than the newest `OVERLAP_EVENTS`. */
const OVERLAP_MS = 60_000;
const OVERLAP_EVENTS = 500;

/** The events that the timeline draws, newest first. */
export interface Marks {
  records: EventRecord[];
  /** `all` of the range, `loading` while pages are still to come, `cut` if only the newest are loaded. */
  state: 'all' | 'loading' | 'cut';
  /** How far the records reach, in milliseconds. */
  to: number;
}

/** The newest events of a span: page by page, or only what is new if the marks of an earlier span are known. */
export function marksOf(source: LokiSource, query: EventQuery, span: Span, known?: Marks): Observable<Marks> {
  return known
    ? withNew(source, query, span, known)
    : pages(source, query, span).pipe(map((found) => ({ ...found, to: span.to })));
}

/** The known marks with those of the span that they lack, without those from before the span. */
function withNew(source: LokiSource, query: EventQuery, span: Span, known: Marks): Observable<Marks> {
  const overlap = Math.max(known.to - OVERLAP_MS, known.records[OVERLAP_EVENTS]?.timeMs ?? 0);
  const from = Math.max(span.from, overlap);
  return pages(source, query, { from, to: span.to }).pipe(
    reduce((_, last) => last),
    map(({ records, state }) => {
      // A gap between the new ones and the known ones must not look like a time without events.
      const kept = state === 'cut' ? [] : known.records;
      const all = merged(records, kept).filter(({ timeMs }) => timeMs >= span.from);
      const cut = state === 'cut' || all.length > MOST_MARKS || (known.state !== 'all' && reaches(known, span));
      return { records: all.slice(0, MOST_MARKS), state: cut ? 'cut' : 'all', to: span.to };
    })
  );
}

/** Whether events of the span that are older than the known ones were left out. */
const reaches = ({ records }: Marks, span: Span) => (records.at(-1)?.timeMs ?? 0) >= span.from;

type Pages = Omit<Marks, 'to'>;

/** A span's events as the pages come, newest first. */
function pages(source: LokiSource, query: EventQuery, span: Span): Observable<Pages> {
  const page = (part: Span, before: EventRecord[]) =>
    listEvents(source, query, part, 'newest', LARGE_PAGE).pipe(map((found) => withPage(before, found)));
  return page(span, []).pipe(
    expand(({ records, state }) => {
      const last = records.at(-1);
      return state === 'loading' && last ? page(nextSpan(span, last, 'newest'), records) : EMPTY;
    })
  );
}

function withPage(before: EventRecord[], page: Page): Pages {
  const records = appended(before, page.records);
  // A page that adds nothing is full of a single millisecond: there is no way past it.
  const over = records.length >= MOST_MARKS || records.length === before.length;
  return { records, state: page.whole ? 'all' : over ? 'cut' : 'loading' };
}

function merged(fresh: readonly EventRecord[], known: readonly EventRecord[]): EventRecord[] {
  const ids = new Set(fresh.map(({ id }) => id));
  return [...fresh, ...known.filter(({ id }) => !ids.has(id))].sort((a, b) =>
    compareNanos(b.timestampNs, a.timestampNs)
  );
}
