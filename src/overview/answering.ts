import { type Answer } from '../loki/useLoki';
import { type Overview } from './overview';

/** What an overview answers: which events, and by what they are counted. */
export interface Asked {
  question: string;
  barField: string;
  group: string;
}

/** An overview with what it answers. */
export type Answering = Overview & { asked: Asked };

/**
 * What of an answer may be shown for what is asked now. Counts of another filter stay while the new ones load, marked as
 * loading; after an error they would read as the answer, so they go. Counts by another field never stay: their values
 * would stand under the wrong name.
 */
export function answering({ data, error, loading }: Answer<Answering>, asked: Asked): Answer<Overview> {
  if (!data) {
    return { error, loading };
  }
  const isSame = data.asked.question === asked.question;
  if (data.asked.barField !== asked.barField || (error && !isSame)) {
    return { error, loading: !error };
  }
  const hasGroups = data.asked.group === asked.group;
  const shown = hasGroups ? data : { ...data, groups: [], before: undefined, sample: undefined, done: false };
  return { error, loading: !error && (loading || !isSame || !hasGroups), data: shown };
}
