import { type ObjectIdentity } from '@kubernetes-events/logql';
import { requiredContext } from '../shared/requiredContext';

/** What a click on an event, a value or an object does. The app changes its address; a panel changes its dashboard. */
export interface Actions {
  /** Includes only events with these values, by field. */
  only(values: Readonly<Record<string, string>>): void;
  /** Excludes events with this value. */
  not(field: string, value: string): void;
  /** Opens an event's details, by its record's id. */
  openEvent(id: string): void;
  closeEvent(): void;
  openStory(object: ObjectIdentity): void;
  /** Opens the catalogue of reasons at one of its entries. */
  openReason(entry: string, reason: string): void;
}

export const [ActionsContext, useActions] = requiredContext<Actions>('useActions');

/** A click on a value includes only it; with Alt it excludes it. */
export function clickValue(
  { only, not }: Actions,
  values: Readonly<Record<string, string>>,
  { altKey }: { altKey: boolean }
): void {
  const [field = '', value = ''] = Object.entries(values).at(-1) ?? [];
  if (altKey) {
    not(field, value);
  } else {
    only(values);
  }
}
