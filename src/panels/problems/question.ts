import { type PanelProps } from '@grafana/data';
import { type EventRecord } from '@kubernetes-events/event';
import { interpolated } from '../../view/url/interpolated';
import { queryState } from '../../view/url/queryState';
import { findsOthers } from '../records';

/** Which events the panel's first query selects, in which data source. */
export interface Question {
  /** The data source's uid. */
  ds: string;
  /** As the app's address has it; undefined if the query selects none that events could be found by. */
  state?: ReturnType<typeof queryState>;
}

/**
 * The panel's first query with its variables filled in. Grafana has asked it: it says which events to look at, and its
 * answer whether there are any, and who has stored them.
 */
export function questionOf(
  { data: { request }, replaceVariables }: Pick<PanelProps, 'data' | 'replaceVariables'>,
  records: readonly EventRecord[]
) {
  const target = request?.targets[0] as { expr?: string; datasource?: { uid?: string } } | undefined;
  const filledIn = (text = '') => replaceVariables(text, request?.scopedVars, interpolated);
  const expr = filledIn(target?.expr);
  return {
    ds: filledIn(target?.datasource?.uid),
    state: expr ? queryState(expr, findsOthers(records)) : undefined,
  } satisfies Question;
}
