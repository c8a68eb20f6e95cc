import { useMemo } from 'react';
import { type EventQuery } from '@kubernetes-events/logql';
import { useView } from '../../app/ViewContext';
import { leadingCounts } from '../../loki/leading';
import { useLoki } from '../../loki/useLoki';
import { useTime } from '../../shared/time/TimeContext';

const MOST = 300;

/** What one could choose from: without the field's own filters, or every value but the chosen ones would vanish. */
export function withoutField(query: EventQuery, field: string): EventQuery {
  return { ...query, filters: query.filters?.filter((filter) => filter.field !== field) };
}

/** A field's values under the other filters, the most frequent first; those chosen stay, even with none to count. */
export function useFieldValues(field: string, enabled = true) {
  const { source, query, queryKey, state } = useView();
  const { span, round } = useTime();
  const answer = useLoki(
    () => (enabled ? leadingCounts(source, withoutField(query, field), span, [field], MOST) : undefined),
    [source, queryKey, span, round, field, enabled]
  );
  const values = useMemo(() => {
    const known = new Map((answer.data?.counts ?? []).map(({ labels, count }) => [labels[field] ?? '', count]));
    for (const filter of state.filters.filter((one) => one.field === field)) {
      filter.values.forEach((value) => known.set(value, known.get(value) ?? 0));
    }
    return [...known].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
  }, [answer.data, field, state.filters]);
  return { ...answer, values, cut: answer.data?.sample !== undefined || (answer.data?.counts.length ?? 0) >= MOST };
}
