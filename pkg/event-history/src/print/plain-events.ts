import { text } from '@kubernetes-events/event';
import { messageOf, NAMESPACE } from './event-table.ts';
import { interval } from './interval.ts';
import { type Column } from './table.ts';

/**
 * The columns of `kubectl events`.
 *
 * Source: https://github.com/kubernetes/kubectl/blob/v0.37.2/pkg/cmd/events/event_printer.go.
 */
export function plainEventColumns(withNamespace: boolean): Column[] {
  return [...(withNamespace ? [NAMESPACE] : []), ...COLUMNS];
}

const COLUMNS: readonly Column[] = [
  { header: 'LAST SEEN', value: ({ event }, nowMs) => interval(event, nowMs) },
  { header: 'TYPE', value: ({ event }) => text(event.type) },
  { header: 'REASON', value: ({ event }) => text(event.reason) },
  { header: 'OBJECT', value: ({ event: { involvedObject: object } }) => `${text(object?.kind)}/${text(object?.name)}` },
  { header: 'MESSAGE', value: ({ event }) => messageOf(event) },
];
