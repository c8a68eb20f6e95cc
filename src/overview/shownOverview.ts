import { type Answer } from '../loki/useLoki';
import { type Overview } from './overview';

/** What an overview is of: which events, and by what they are counted. */
export interface OverviewQuestion {
  events: string;
  barField: string;
  group: string;
}

export type AnsweredOverview = Overview & { question: OverviewQuestion };

/**
 * What of an answer may be shown for another question. Counts of another filter stay while the new ones load, marked as
 * loading; after an error they would read as the answer, so they go. Counts by another field never stay: their values
 * would be under the wrong name.
 */
export function shownOverview(
  { data, error, loading }: Answer<AnsweredOverview>,
  { events, barField, group }: OverviewQuestion
): Answer<Overview> {
  if (!data) {
    return { error, loading };
  }
  const { question } = data;
  const isSame = question.events === events;
  if (question.barField !== barField || (error && !isSame)) {
    return { error, loading: !error };
  }
  const hasGroups = question.group === group;
  const shown = hasGroups ? data : { ...data, groups: [], before: undefined, sample: undefined, done: false };
  return { error, loading: !error && (loading || !isSame || !hasGroups), data: shown };
}
