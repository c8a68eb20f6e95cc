import { useMemo } from 'react';
import { unfiltered } from '@kubernetes-events/logql';
import { useView } from '../app/ViewContext';
import { leadingCounts } from '../loki/leading';
import { useLoki } from '../loki/useLoki';
import { useTime } from '../shared/time/TimeContext';
import { type Happened, happenedOf } from './happened';

/** Below the number of groups that Loki counts at once. */
const MOST = 450;

/** What of the catalogue happened in the range, by entry, whatever the filters of other pages; none until it is known. */
export function useHappened(): ReadonlyMap<string, Happened> {
  const { source, query } = useView();
  const { span, round } = useTime();
  const key = JSON.stringify(unfiltered(query));
  const { data } = useLoki(
    () => leadingCounts(source, unfiltered(query), span, ['reason', 'component'], MOST),
    [source, key, span, round]
  );
  return useMemo(() => happenedOf(data?.counts ?? []), [data]);
}
