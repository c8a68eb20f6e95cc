import { type Matcher, OTHER_COLLECTORS, type Stored, storedAs } from '@kubernetes-events/logql';
import { useMemo } from 'react';
import { forkJoin, map } from 'rxjs';
import { type SharedTime } from '../shared/time/TimeContext';
import { listEvents } from './list';
import { type LokiSource } from './source';
import { useLoki } from './useLoki';

const USUAL: Stored = { increments: true };

/**
 * How the events in the range are stored. Whether there are any of another collector, such as the first one, which kept no
 * metadata, Loki knows from its index if there are none. A tenant may allow no metadata at all: the first and the last
 * event of the range show it. Until the answer is there, both are taken to be as usual. If the first question fails,
 * counts take an increment of one for entries without one; if a later one does, the answer before it stands, so that a
 * failed refresh changes no query, and what is shown stays.
 */
export function useStored(source: LokiSource | undefined, base: readonly Matcher[], { span, key }: SharedTime): Stored {
  const selector = JSON.stringify(base);
  const { data, error } = useLoki(
    () =>
      source &&
      forkJoin([
        listEvents(source, { base: [...base, OTHER_COLLECTORS] }, span, 'newest', 1),
        listEvents(source, { base }, span, 'newest', 1),
        listEvents(source, { base }, span, 'oldest', 1),
      ]).pipe(
        map(([others, ...ends]) => storedAs({ others: others.records, ends: ends.flatMap(({ records }) => records) }))
      ),
    [source, selector, key]
  );
  const { oldLines, increments } = data ?? (error ? {} : USUAL);
  // The same object while nothing changes.
  return useMemo(() => ({ ...(oldLines && { oldLines }), ...(increments && { increments }) }), [oldLines, increments]);
}
