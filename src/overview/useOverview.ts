import { map, takeLast } from 'rxjs';
import { useAsking } from '../view/Asking';
import { useUrl } from '../view/url/useUrl';
import { overviewUrl } from './url';
import { type Answer, useLokiInRange } from '../loki/useLoki';
import { bucketsOf } from '../shared/time/buckets';
import { useTime } from '../shared/time/TimeContext';
import { shownOverview } from './shownOverview';
import { groupField, groupLabels } from '../fields/levels';
import { type Overview, overviewOf } from './overview';

/**
 * How much happened, when and of what, in `parts` buckets or so. After an automatic refresh nothing changes before the
 * new count is whole.
 */
export function useOverview(parts: number, group: string, order: string): Answer<Overview> {
  const { source, query, queryKey } = useAsking();
  const [state] = useUrl(overviewUrl);
  const { timeZone } = useTime();
  const barField = groupField(state.bars);
  const groupBy = groupLabels(group);
  const withBefore = order === 'change';
  const question = { events: `${queryKey} ${state.from} ${state.to}`, barField, group };
  const answer = useLokiInRange(
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
        withBefore,
      });
      const answers = overview.pipe(map((found) => ({ ...found, question })));
      return ticked ? answers.pipe(takeLast(1)) : answers;
    },
    [source, queryKey, barField, group, withBefore, parts, timeZone]
  );
  return shownOverview(answer, question);
}
