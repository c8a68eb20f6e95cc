import { useState } from 'react';
import { takeLast } from 'rxjs';
import { useView } from '../app/ViewContext';
import { type Answer, useLoki } from '../loki/useLoki';
import { bucketsOf } from '../shared/time/buckets';
import { useTime } from '../shared/time/TimeContext';
import { groupField, groupLabels } from './groups/levels';
import { type Overview, overviewOf } from './overview';

/** What of there are too many in a large cluster for Loki to count them by anything else at once. */
const MANY: ReadonlySet<string> = new Set(['object', 'workload']);

/**
 * How much happened, when and of what, in `parts` buckets or so. With an automatic refresh, a count that is still on its
 * way is not started anew, and nothing changes before the new one is whole.
 */
export function useOverview(parts: number, group: string, order: string): Answer<Overview> {
  const { source, query, queryKey, state } = useView();
  const { span, ticked, timeZone } = useTime();
  const [asked, setAsked] = useState({ span, ticked });
  const barField = groupField(state.bars);
  const groupBy = groupLabels(group);
  const withBefore = order === 'change';
  const answer = useLoki(() => {
    if (parts === 0) {
      return undefined;
    }
    const overview = overviewOf({
      source,
      query,
      span: asked.span,
      buckets: bucketsOf(asked.span, parts, timeZone),
      barField,
      groupBy,
      apart: MANY.has(group),
      withBefore,
    });
    return asked.ticked ? overview.pipe(takeLast(1)) : overview;
  }, [source, queryKey, asked, barField, group, withBefore, parts, timeZone]);
  if (asked.span !== span && !(ticked && answer.loading)) {
    setAsked({ span, ticked });
  }
  return answer;
}
