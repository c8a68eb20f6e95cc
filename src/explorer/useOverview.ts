import { takeLast } from 'rxjs';
import { useView } from '../app/ViewContext';
import { type Answer, useLokiInRange } from '../loki/useLoki';
import { bucketsOf } from '../shared/time/buckets';
import { useTime } from '../shared/time/TimeContext';
import { groupField, groupLabels } from './groups/levels';
import { type Overview, overviewOf } from './overview';

/** What of there are too many in a large cluster for Loki to count them by anything else at once. */
const MANY: ReadonlySet<string> = new Set(['object', 'workload']);

/**
 * How much happened, when and of what, in `parts` buckets or so. After an automatic refresh nothing changes before the
 * new count is whole.
 */
export function useOverview(parts: number, group: string, order: string): Answer<Overview> {
  const { source, query, queryKey, state } = useView();
  const { timeZone } = useTime();
  const barField = groupField(state.bars);
  const groupBy = groupLabels(group);
  const withBefore = order === 'change';
  return useLokiInRange(
    ({ span, ticked }) => {
      if (parts === 0) {
        return undefined;
      }
      const overview = overviewOf({
        source,
        query,
        span,
        buckets: bucketsOf(span, parts, timeZone),
        barField,
        groupBy,
        apart: MANY.has(group),
        withBefore,
      });
      return ticked ? overview.pipe(takeLast(1)) : overview;
    },
    [source, queryKey, barField, group, withBefore, parts, timeZone]
  );
}
