import { CATALOGUE, explain } from '@kubernetes-events/reasons';
import { type Count } from '../loki/counts';

/** How often what an entry describes happened, and who reported it. */
export interface Happened {
  count: number;
  components: string[];
}

const byReason = Map.groupBy(CATALOGUE, ({ reason }) => reason);

/**
 * Counts by reason and component, by the ids of the entries they are of: the reporter's own where the catalogue knows
 * it, else all with that reason. The variants of one reporter, which only the message tells apart, share theirs.
 */
export function happenedOf(counts: readonly Count[]): ReadonlyMap<string, Happened> {
  const happened = new Map<string, Happened>();
  for (const { labels, count } of counts) {
    const { reason = '', component = '' } = labels;
    const { entry, certainty } = explain(reason, { component });
    const entries = (byReason.get(reason) ?? []).filter(
      ({ emitter }) => certainty !== 'exact' || emitter === entry?.emitter
    );
    for (const { id } of entries) {
      const known = happened.get(id) ?? { count: 0, components: [] };
      happened.set(id, { count: known.count + count, components: [...known.components, component] });
    }
  }
  return happened;
}
