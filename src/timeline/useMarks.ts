import { EMPTY, expand, scan } from 'rxjs';
import { useView } from '../app/ViewContext';
import { LARGE_PAGE, listEvents, type Page } from '../loki/list';
import { nextSpan, appended } from '../explorer/list/pages';
import { useLoki } from '../loki/useLoki';
import { useTime } from '../shared/time/TimeContext';

export const MOST_MARKS = 50_000;

/** The range's newest events, drawn page by page as they come. */
export function useMarks() {
  const { source, query, queryKey } = useView();
  const { span, round } = useTime();
  return useLoki<Page>(() => {
    const ask = (part: typeof span) => listEvents(source, query, part, 'newest', LARGE_PAGE);
    let loaded = 0;
    return ask(span).pipe(
      expand((page: Page) => {
        loaded += page.records.length;
        const last = page.records.at(-1);
        return page.whole || !last || loaded >= MOST_MARKS ? EMPTY : ask(nextSpan(span, last, 'newest'));
      }),
      scan((all: Page, page: Page) => ({ records: appended(all.records, page.records), whole: page.whole }))
    );
  }, [source, queryKey, span, round]);
}
