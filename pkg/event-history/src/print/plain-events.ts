import { text } from '@kubernetes-events/event';
import { type KeptEvent } from '../events/kept-event.ts';
import { trimSpace } from './event-table.ts';
import { interval } from './interval.ts';
import { type Printer } from './printer.ts';
import { escapeTerminal } from './table.ts';
import { TabWriter } from './tab-writer.ts';

export interface PlainEventsOptions {
  withNamespace: boolean;
  headers: boolean;
  now: () => number;
}

/**
 * The table of `kubectl events`.
 *
 * Source: https://github.com/kubernetes/kubectl/blob/v0.37.2/pkg/cmd/events/event_printer.go.
 */
export function plainEventPrinter({ withNamespace, headers, now }: PlainEventsOptions): Printer {
  const writer = new TabWriter();
  let headersDue = headers;
  const print = (events: readonly KeptEvent[]): string[] => {
    if (events.length === 0) {
      return [];
    }
    if (headersDue) {
      writer.write(`${withNamespace ? 'NAMESPACE\t' : ''}LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE`);
      headersDue = false;
    }
    for (const { event } of events) {
      const cells = [interval(event, now()), ...cellsOf(event).map(escapeTerminal)];
      writer.write([...(withNamespace ? [text(event.metadata?.namespace)] : []), ...cells].join('\t'));
    }
    return [writer.flush()];
  };
  return { forPeople: true, list: print, one: (event) => print([event]) };
}

function cellsOf({ type, reason, involvedObject, message }: KeptEvent['event']): string[] {
  const object = `${text(involvedObject?.kind)}/${text(involvedObject?.name)}`;
  return [text(type), text(reason), object, trimSpace(text(message))];
}
