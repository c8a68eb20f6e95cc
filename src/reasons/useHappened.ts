import { useMemo } from 'react';
import { unfiltered } from '@kubernetes-events/logql';
import { useAsking } from '../view/Asking';
import { type LokiError } from '../loki/error';
import { leadingCounts } from '../loki/leading';
import { useRefreshed } from '../view/useRefreshed';
import { type Happened, happenedOf, GROUPED_BY } from './happened';

/** Below the number of groups that Loki counts at once. */
const MOST = 450;

/** What of the catalogue happened in the range, whatever the filters of other pages. */
export interface Happenings {
  /** By entry; undefined while it is not known. */
  happened?: ReadonlyMap<string, Happened>;
  /** Set if only the newest events are counted: how many. */
  sample?: number;
  /** Set if only the most frequent combinations are counted: how many. */
  most?: number;
  error?: LokiError;
}

export function useHappened(): Happenings {
  const { source, query } = useAsking();
  const all = unfiltered(query);
  const { data, error } = useRefreshed(JSON.stringify(all), (span) =>
    leadingCounts(source, all, span, GROUPED_BY, MOST)
  );
  const happened = useMemo(() => data && happenedOf(data.counts), [data]);
  const most = data && data.counts.length >= MOST ? MOST : undefined;
  return { happened, sample: data?.sample, most, error };
}
