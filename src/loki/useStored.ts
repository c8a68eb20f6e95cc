import { type Matcher, type Stored, storedIn } from '@kubernetes-events/logql';
import { useMemo } from 'react';
import { firstValueFrom, from } from 'rxjs';
import { type SharedTime } from '../shared/time/TimeContext';
import { listEvents } from './list';
import { type LokiSource } from './source';
import { useLoki } from './useLoki';

const USUAL: Stored = { increments: true };

/**
 * How the events in the range are stored: see {@link storedIn}. Until Loki has answered, they are taken to be as usual. If
 * the first question fails, counts take an increment of one for entries without one; if a later one does, the answer before
 * it stands, so that a failed refresh changes no query, and what is shown stays.
 */
export function useStored(source: LokiSource | undefined, base: readonly Matcher[], { span, key }: SharedTime): Stored {
  const selector = JSON.stringify(base);
  const { data, error } = useLoki(
    () =>
      source &&
      from(
        storedIn(
          base,
          async (streams, order, limit) =>
            (await firstValueFrom(listEvents(source, { base: streams }, span, order, limit))).records
        )
      ),
    [source, selector, key]
  );
  const stored = JSON.stringify(data ?? (error ? {} : USUAL));
  // The same object while nothing changes.
  return useMemo(() => JSON.parse(stored) as Stored, [stored]);
}
