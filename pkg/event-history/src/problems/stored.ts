import { DEFAULT_BASE, type EventQuery, OTHER_COLLECTORS, type Stored, storedAs } from '@kubernetes-events/logql';
import { type Span, type Store } from '@kubernetes-events/problems';

/** How the events in a range are stored. Loki counts those that all have an increment in much less time. */
export async function storedIn(
  { list }: Pick<Store, 'list'>,
  { base = DEFAULT_BASE }: EventQuery,
  span: Span
): Promise<Stored> {
  const [others, ...ends] = await Promise.all([
    list({ base: [...base, OTHER_COLLECTORS] }, span, 'newest', 1),
    list({ base }, span, 'newest', 1),
    list({ base }, span, 'oldest', 1),
  ]);
  return storedAs({ others, ends: ends.flat() });
}
