import { DEFAULT_BASE, type EventQuery, type Stored, storedIn as storedInRange } from '@kubernetes-events/logql';
import { type Span, type Store } from '@kubernetes-events/problems';

/** How the events in a range are stored. Loki counts those that all have an increment in much less time. */
export const storedIn = (
  { list }: Pick<Store, 'list'>,
  { base = DEFAULT_BASE }: EventQuery,
  span: Span
): Promise<Stored> => storedInRange(base, (streams, order, limit) => list({ base: streams }, span, order, limit));
