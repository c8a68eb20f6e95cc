import { type EventRecord } from '@kubernetes-events/event';
import { type Row } from './fold';

/** Where the keys act: an event, and the row it was reached by, as an unfolded event is in two. */
export interface Cursor {
  id: string;
  key?: string;
}

/** The index of the cursor's row; -1 if the list does not hold the event. */
export function rowAt(rows: readonly Row[], { id, key }: Cursor): number {
  if (!id) {
    return -1;
  }
  const own = rows.findIndex((row) => row.key === key && holds(row, id));
  const first = own < 0 ? rows.findIndex(({ record }) => record.id === id) : own;
  return first < 0 ? rows.findIndex((row) => holds(row, id)) : first;
}

const holds = ({ repeats }: Row, id: string) => repeats.some((record) => record.id === id);

/** The cursor's event in its row. */
export const recordAt = ({ record, repeats }: Row, id: string): EventRecord =>
  repeats.find((one) => one.id === id) ?? record;
