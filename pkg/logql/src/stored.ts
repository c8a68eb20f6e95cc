import { type EventQuery } from './query.ts';
import { type Matcher } from './selector.ts';

/** How the events in a range are stored: the parts of a query that follow from it. */
export type Stored = Pick<EventQuery, 'oldLines' | 'increments'>;

/** Selects the streams of other collectors: ours writes this label on every stream. */
export const OTHER_COLLECTORS: Matcher = { label: 'service_name', op: '!=', value: 'kubernetes-events' };

/** What a few events of a range say of all of them. */
export interface StoredSample {
  /** An event in the streams of other collectors, such as the first one, which kept no metadata. */
  others: readonly unknown[];
  /** The first and the last event of the range. A tenant may allow no metadata at all: these show it. */
  ends: ReadonlyArray<{ labels: Readonly<Record<string, string>> }>;
}

/** How the events in a range are stored. What is as usual is left out, so that equal queries stay equal. */
export function storedAs({ others, ends }: StoredSample): Stored {
  if (others.length > 0) {
    return { oldLines: true };
  }
  return ends.every(({ labels }) => labels.increment) ? { increments: true } : {};
}
