import { type EventRecord } from '@kubernetes-events/event';
import { foldedRows, type Row } from '../rows/fold';
import { type Relation } from './relations';
import { type Story } from './storyOf';

/** One thing that happened, to the object itself or to one that it belongs with. */
export interface Moment {
  row: Row;
  relation?: Relation;
  /** For others: the object's own event nearest in time, and how far from it, in milliseconds; negative is before. */
  near?: { record: EventRecord; by: number };
}

/** All moments in order of the first time; what repeats is one moment. */
export function momentsOf({ own, related }: Pick<Story, 'own' | 'related'>): Moment[] {
  const relationOf = new Map(related.map(({ relation, record }) => [record.id, relation]));
  const moments: Moment[] = [
    ...foldedRows(own, 'object').map((row) => ({ row })),
    ...foldedRows(
      related.map(({ record }) => record),
      'object'
    ).map((row) => ({ row, relation: relationOf.get(row.record.id), near: nearestTo(row.from, own) })),
  ];
  return moments.sort((a, b) => a.row.from - b.row.from);
}

function nearestTo(ms: number, own: readonly EventRecord[]): Moment['near'] {
  let best: Moment['near'];
  for (const record of own) {
    const by = ms - record.timeMs;
    if (!best || Math.abs(by) < Math.abs(best.by)) {
      best = { record, by };
    }
  }
  return best;
}
