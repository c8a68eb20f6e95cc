import { useMemo } from 'react';
import { type EventQuery } from '@kubernetes-events/logql';
import { catchError, map, throwError } from 'rxjs';
import { useView } from '../../app/ViewContext';
import { type BucketSeries } from '../../loki/counts';
import { LokiError } from '../../loki/error';
import { sampledOverTime } from '../../loki/leading';
import { type LokiSource } from '../../loki/source';
import { tally } from '../../loki/tally';
import { useLoki } from '../../loki/useLoki';
import { bucketsOf } from '../../shared/time/buckets';
import { type Span } from '../../shared/time/range';
import { useTime } from '../../shared/time/TimeContext';

const MOST = 300;

/** What one could choose from: without the field's own filters, or every value but the chosen ones would vanish. */
export function withoutField(query: EventQuery, field: string): EventQuery {
  return { ...query, filters: query.filters?.filter((filter) => filter.field !== field) };
}

/** A field's values under the other filters, the most frequent first; those chosen stay, even with none to count. */
export function useFieldValues(field: string, enabled = true) {
  const { source, query, queryKey, state } = useView();
  const { span, key } = useTime();
  const answer = useLoki(
    () => (enabled ? valuesOf(source, withoutField(query, field), span, field) : undefined),
    [source, queryKey, key, field, enabled]
  );
  const values = useMemo(() => {
    const counted = [...(answer.data?.series ?? [])].sort((a, b) => b.total - a.total).slice(0, MOST);
    const known = new Map(counted.map(({ labels, total }) => [labels[field] ?? '', total]));
    for (const filter of state.filters.filter((one) => one.field === field)) {
      filter.values.forEach((value) => known.set(value, known.get(value) ?? 0));
    }
    return [...known].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
  }, [answer.data, field, state.filters]);
  const { series = [], sample, done = false } = answer.data ?? {};
  return { ...answer, values, done, cut: sample !== undefined || series.length > MOST };
}

const PARTS = 32;

/** Counted in parts, so that there is something to choose from at once. */
function valuesOf(source: LokiSource, query: EventQuery, span: Span, field: string) {
  const buckets = bucketsOf(span, PARTS, 'utc');
  return tally(source, query, span, buckets, [field]).pipe(
    map(({ series, done }): Values => ({ series, done })),
    catchError((cause: unknown) =>
      LokiError.of(cause).trouble === 'series'
        ? sampledOverTime(source, query, span, buckets, [field]).pipe(
            map((found): Values => ({ ...found, done: true }))
          )
        : throwError(() => cause)
    )
  );
}

interface Values {
  series: BucketSeries[];
  sample?: number;
  done: boolean;
}
