import { DEFAULT_BASE, type Matcher, type Stored, storedIn } from '@kubernetes-events/logql';
import { useMemo } from 'react';
import { firstValueFrom, from, map } from 'rxjs';
import { type Span } from '../shared/time/range';
import { type SharedTime } from '../shared/time/TimeContext';
import { listEvents } from './list';
import { type LokiSource } from './source';
import { useLoki } from './useLoki';

const USUAL: Stored = { increments: true };

/**
 * How the events in the range are stored: see {@link storedIn}. Until Loki has answered, those of our own streams are taken
 * to be as usual; how others are is not known. If the first question fails, counts take an increment of one for entries
 * without one; if a later one does, the answer before it stands, so that a failed refresh changes no query, and what is shown
 * stays.
 */
export function useStored(
  source: LokiSource | undefined,
  base: readonly Matcher[],
  { span, key }: SharedTime
): Stored | undefined {
  const selector = JSON.stringify(base);
  const { data, error, loading } = useLoki(
    () =>
      source &&
      from(storedIn(base, (streams, order, limit) => recordsOf(source, streams, span, order, limit))).pipe(
        map((answer) => ({ answer, selector }))
      ),
    [source, selector, key]
  );
  const known = data?.selector === selector ? data.answer : undefined;
  const supposed = selector === OURS || !loading ? USUAL : undefined;
  const stored = JSON.stringify(known ?? (error ? {} : supposed)) as string | undefined;
  // The same object while nothing changes.
  return useMemo(() => (stored === undefined ? undefined : (JSON.parse(stored) as Stored)), [stored]);
}

const OURS = JSON.stringify(DEFAULT_BASE);

const recordsOf = async (
  source: LokiSource,
  base: readonly Matcher[],
  span: Span,
  order: 'newest' | 'oldest',
  limit: number
) => (await firstValueFrom(listEvents(source, { base }, span, order, limit))).records;
