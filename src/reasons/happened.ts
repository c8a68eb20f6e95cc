import { CATALOGUE, type Entry, explain } from '@kubernetes-events/reasons';
import { type Filter } from '@kubernetes-events/logql';
import { type Count } from '../loki/counts';

/** The labels that show which of a reason's meanings an event has. */
export const GROUPED_BY = ['reason', 'component', '_type', '_kind'] as const;

type Field = (typeof GROUPED_BY)[number];

/** How often what an entry describes happened. */
export interface Happened {
  count: number;
  /** Filters for just these events. */
  filters: Filter[];
  /** Other entries that the same events may belong to: only the message shows which. */
  shared: Entry[];
}

const byReason = Map.groupBy(CATALOGUE, ({ reason }) => reason);

/**
 * Counts by what {@link GROUPED_BY} names, by the ids of the entries that they may be of. Of those with the reason, they are
 * the reporter's own if the catalogue knows it, and those of the type and the kind.
 */
export function happenedOf(counts: readonly Count[]): ReadonlyMap<string, Happened> {
  const found = new Map<Entry, { own: Count[]; shared: Set<Entry> }>();
  for (const count of counts) {
    const entries = entriesOf(count);
    for (const entry of entries) {
      const known = found.get(entry) ?? { own: [], shared: new Set<Entry>() };
      known.own.push(count);
      entries.filter((other) => other !== entry).forEach((other) => known.shared.add(other));
      found.set(entry, known);
    }
  }
  return new Map(
    [...found].map(([{ id }, { own, shared }]) => {
      const filters = GROUPED_BY.map((field) => filterOn(field, own));
      // What the filters let through, so that the number is that of the list behind it.
      const count = counts
        .filter(({ labels }) => filters.every(({ field, values }) => values.includes(labels[field] ?? '')))
        .reduce((sum, one) => sum + one.count, 0);
      return [id, { count, filters, shared: [...shared] }];
    })
  );
}

function entriesOf({ labels: { reason = '', component = '', _type: type = '', _kind: kind = '' } }: Count): Entry[] {
  const { entry, certainty } = explain(reason, { component, kind, type });
  const known = (byReason.get(reason) ?? []).filter(
    ({ emitter }) => certainty !== 'exact' || emitter === entry?.emitter
  );
  const ofType = preferred(known, ({ types }) => types.some((one) => one === type));
  return preferred(ofType, ({ kinds }) => kinds.length === 0 || kinds.includes(kind));
}

/** Those that fit, or all if none does: a cluster may be newer than the catalogue. */
function preferred(entries: Entry[], fits: (entry: Entry) => boolean): Entry[] {
  const fitting = entries.filter(fits);
  return fitting.length > 0 ? fitting : entries;
}

const filterOn = (field: Field, counts: readonly Count[]): Filter => ({
  field,
  values: [...new Set(counts.map(({ labels }) => labels[field] ?? ''))],
  exclude: false,
});
