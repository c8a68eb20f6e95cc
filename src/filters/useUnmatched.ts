import { type EventQuery, including, parseFieldSelector, unfiltered } from '@kubernetes-events/logql';
import { combineLatest, map, of, switchMap, timer } from 'rxjs';
import { useAsking } from '../view/Asking';
import { useUrl } from '../view/url/useUrl';
import { type CommonUrl } from '../view/url/common';
import { listEvents } from '../loki/list';
import { useLoki } from '../loki/useLoki';
import { useTime } from '../shared/time/TimeContext';

/** A value that is filtered by, and the query for it alone. */
interface Probe {
  /** The filter's field, or the field selector's. */
  field: string;
  value: string;
  alone: EventQuery;
}

const MOST = 12;
const DELAY_MS = 300;

/** The values that no event in the range has, by field, once Loki was asked: a filter by one of them matches nothing. */
export function useUnmatched(): ReadonlyMap<string, string[]> {
  const { source, query } = useAsking();
  const [state] = useUrl();
  const { span, key } = useTime();
  const probes = probesFor(state, query);
  const wanted = JSON.stringify(probes);
  const { data, loading } = useLoki(() => {
    const requests = probes.map(({ field, value, alone }) =>
      listEvents(source, alone, span, 'newest', 1, 'low').pipe(
        map(({ records }) => ({ field, value, none: records.length === 0 }))
      )
    );
    // The list and the counts are what a person waits for.
    return requests.length > 0 ? timer(DELAY_MS).pipe(switchMap(() => combineLatest(requests))) : of([]);
  }, [source, wanted, key]);
  const unmatched = new Map<string, string[]>();
  const current = new Set(probes.map(({ field, value }) => `${field}\u0000${value}`));
  // What was found in another time range says nothing about this one.
  for (const { field, value, none } of (!loading && data) || []) {
    if (none && current.has(`${field}\u0000${value}`)) {
      unmatched.set(field, [...(unmatched.get(field) ?? []), value]);
    }
  }
  return unmatched;
}

function probesFor({ filters, fieldSelector }: CommonUrl, query: EventQuery): Probe[] {
  const rest = unfiltered(query);
  const values = filters
    .filter(({ exclude }) => !exclude)
    .flatMap(({ field, values: all }) =>
      all.map((value) => ({ field, value, alone: { ...rest, filters: [including(field, value)] } }))
    );
  const parsed = parseFieldSelector(fieldSelector);
  const terms = (parsed.ok ? parsed.selector : [])
    .filter(({ exclude }) => !exclude)
    .map((term) => ({ field: term.field, value: term.value, alone: { ...rest, fieldSelector: [term] } }));
  return [...values, ...terms].slice(0, MOST);
}
