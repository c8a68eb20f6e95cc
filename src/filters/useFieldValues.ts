import { useMemo } from 'react';
import { type EventQuery } from '@kubernetes-events/logql';
import { map, switchMap, timer } from 'rxjs';
import { useAsking } from '../view/Asking';
import { useUrl } from '../view/url/useUrl';
import { groupsOverTime, leadingCounts } from '../loki/leading';
import { useLoki } from '../loki/useLoki';
import { bucketsOf } from '../shared/time/buckets';
import { useTime } from '../shared/time/TimeContext';

const MOST = 300;

/** What one could choose from: without the field's own filters, or every value but the chosen ones would vanish. */
export function withoutField(query: EventQuery, field: string): EventQuery {
  return { ...query, filters: query.filters?.filter((filter) => filter.field !== field) };
}

/**
 * A field's values under the other filters, the most frequent first; those chosen stay, even with none to count.
 *
 * @param search only values that contain this text. If not all values are loaded, Loki looks for it.
 */
export function useFieldValues(field: string, enabled = true, search = '') {
  const [state] = useUrl();
  const loaded = useLoadedValues(field, enabled);
  const found = useFoundValues(field, loaded.cut ? search : '');
  const { counted, ...answer } = loaded.cut && search ? found : loaded;
  const values = useMemo(() => {
    const known = new Map(
      [...counted]
        .sort(byCount)
        .slice(0, MOST)
        .map(({ value, count }) => [value, count])
    );
    for (const filter of state.filters.filter((one) => one.field === field)) {
      filter.values.forEach((value) => known.set(value, known.get(value) ?? 0));
    }
    const like = search.toLowerCase();
    return [...known]
      .map(([value, count]) => ({ value, count }))
      .filter(({ value }) => value.toLowerCase().includes(like))
      .sort(byCount);
  }, [counted, field, search, state.filters]);
  return { ...answer, values };
}

interface CountedValue {
  value: string;
  count: number;
}

const NONE: CountedValue[] = [];
const byCount = (a: CountedValue, b: CountedValue) => b.count - a.count;

/** The most frequent values. */
function useLoadedValues(field: string, enabled: boolean) {
  const { source, query, queryKey } = useAsking();
  const { span, key } = useTime();
  const { data, error } = useLoki(
    () =>
      enabled
        ? // In parts, so that there is something to choose from at once.
          groupsOverTime({
            source,
            query: withoutField(query, field),
            span,
            buckets: bucketsOf(span, PARTS, 'utc'),
            by: [field],
          })
        : undefined,
    [source, queryKey, key, field, enabled]
  );
  const counted = useMemo(
    () => data?.series.map(({ labels, total }) => ({ value: labels[field] ?? '', count: total })) ?? NONE,
    [data, field]
  );
  return { counted, error, done: data?.done ?? false, cut: data?.sample !== undefined || counted.length > MOST };
}

/** The values that contain a text; none for an empty text. */
function useFoundValues(field: string, text: string) {
  const { source, query, queryKey } = useAsking();
  const { span, key } = useTime();
  const { data, error } = useLoki(
    () =>
      text
        ? timer(DELAY_MS).pipe(
            switchMap(() => {
              const containing = { ...withoutField(query, field), containing: { field, text } };
              return leadingCounts(source, containing, span, [field], MOST);
            }),
            map((leading) => ({ ...leading, text }))
          )
        : undefined,
    [source, queryKey, key, field, text]
  );
  const current = data?.text === text ? data : undefined;
  const counted = useMemo(
    () => current?.counts.map(({ labels, count }) => ({ value: labels[field] ?? '', count })) ?? NONE,
    [current, field]
  );
  const cut = current?.sample !== undefined || counted.length === MOST;
  return { counted, error, done: current !== undefined, cut };
}

/** The list and its counts go first, and not every letter typed is searched for. */
const DELAY_MS = 300;

const PARTS = 32;
