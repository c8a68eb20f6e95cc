import { EMPTY, expand, map } from 'rxjs';
import { type EventRecord } from '@kubernetes-events/event';
import { useView } from '../app/ViewContext';
import { LARGE_PAGE, listEvents, type Page } from '../loki/list';
import { nextSpan, appended } from '../explorer/list/pages';
import { useLoki } from '../loki/useLoki';
import { useTime } from '../shared/time/TimeContext';

const MOST_MARKS = 50_000;

export interface Marks {
  records: EventRecord[];
  /** Whether these are all, more are to come, or there are more than are shown. */
  state: 'all' | 'loading' | 'cut';
}

/** The range's newest events, drawn page by page as they come. */
export function useMarks() {
  const { source, query, queryKey } = useView();
  const { span, round } = useTime();
  return useLoki<Marks>(() => {
    const ask = (part: typeof span) => listEvents(source, query, part, 'newest', LARGE_PAGE);
    return ask(span).pipe(
      map((page) => withPage([], page)),
      expand(({ records, state }) => {
        const last = records.at(-1);
        return state === 'loading' && last
          ? ask(nextSpan(span, last, 'newest')).pipe(map((page) => withPage(records, page)))
          : EMPTY;
      })
    );
  }, [source, queryKey, span, round]);
}

function withPage(known: EventRecord[], page: Page): Marks {
  const records = appended(known, page.records);
  // A page with nothing new in it is one of a single millisecond: there is no way past it.
  const over = records.length >= MOST_MARKS || records.length === known.length;
  return { records, state: page.whole ? 'all' : over ? 'cut' : 'loading' };
}
