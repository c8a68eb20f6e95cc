import { type Event, text } from '@kubernetes-events/event';
import { type KeptEvent } from '../events/kept-event.ts';
import { Failure } from '../loki/failure.ts';
import { asApiObject } from '../events/api-object.ts';
import { eventTable, type EventTableOptions } from './event-table.ts';
import { type CustomColumn, CustomColumnsPrinter } from './custom-columns.ts';
import { goQuote } from './go-quote.ts';
import { goJson, jsonList } from './json.ts';
import { evaluate } from './jsonpath/evaluate.ts';
import { type Part } from './jsonpath/parse.ts';
import { resultJson, resultText } from './jsonpath/print.ts';
import { TablePrinter } from './table.ts';
import { WorkloadColumn } from './workload-column.ts';

/** Prints events, piece by piece. */
export interface Printer {
  /** All that was listed. */
  list: (events: readonly KeptEvent[]) => Iterable<string>;
  /** One more, as it comes while watching. */
  one: (event: KeptEvent) => Iterable<string>;
  /** Whether people read it, who are to be told where there is nothing to print. */
  forPeople: boolean;
}

/** Rows that kubectl asks an API server for at a time. */
const CHUNK = 500;

export interface TableSettings extends EventTableOptions {
  wide: boolean;
  headers: boolean;
  /** Sorted lists come in one piece, and are set in one. */
  sorted: boolean;
  colour: boolean;
  now: () => number;
}

/** `kubectl get events`, and `-o wide`. */
export function tablePrinter(settings: TableSettings): Printer {
  const { wide, headers, sorted, colour, now, ...shown } = settings;
  const printer = new TablePrinter({ wide, headers, paint: colour ? paint : undefined });
  const column = new WorkloadColumn(headers);
  const table = (events: readonly KeptEvent[]): Iterable<string> => {
    const pieces = printer.print(eventTable(events, shown, now()));
    return wide ? column.beside(pieces, events) : pieces;
  };
  return {
    forPeople: true,
    one: (event) => table([event]),
    *list(events) {
      column.shown = events.some(({ workload }) => workload !== '');
      const size = sorted ? Math.max(1, events.length) : CHUNK;
      for (let at = 0; at < events.length; at += size) {
        yield* table(events.slice(at, at + size));
      }
    },
  };
}

function paint(cell: string, column: string): string {
  return column === 'Type' && cell !== 'Normal' ? `\x1b[33m${cell}\x1b[39m` : cell;
}

export const objectsOf = (events: readonly KeptEvent[]): Event[] => events.map(({ event }) => event);

export const JSON_PRINTER: Printer = {
  forPeople: false,
  list: (events) => jsonList(objectsOf(events)),
  one: ({ event }) => [`${goJson(asApiObject(event))}\n`],
};

export const NAME_PRINTER: Printer = {
  forPeople: false,
  list: (events) => events.map(nameLine),
  one: (event) => [nameLine(event)],
};

function nameLine({ event }: KeptEvent): string {
  return `event/${text(event.metadata?.name) || '<unknown>'}\n`;
}

/** `-o custom-columns=…`. */
export function customColumnsPrinter(columns: readonly CustomColumn[], headers: boolean): Printer {
  const printer = new CustomColumnsPrinter(columns, headers);
  const print = (events: readonly KeptEvent[]): string[] => [printer.print(objectsOf(events).map(asApiObject))];
  return { forPeople: false, list: print, one: (event) => print([event]) };
}

/** `-o jsonpath=…`: a list as one v1 List, what comes while watching as an Event each. */
export function jsonPathPrinter(template: string, parts: readonly Part[], asJson: boolean): Printer {
  const print = (object: unknown): string[] => {
    try {
      const results = evaluate(parts, object, { allowMissingKeys: true });
      return [asJson ? resultJson(results) : resultText(results)];
    } catch (error) {
      throw new Failure(`error executing jsonpath ${goQuote(template)}: ${(error as Error).message}`);
    }
  };
  return {
    forPeople: false,
    one: ({ event }) => print(asApiObject(event)),
    list: (events) =>
      print({
        apiVersion: 'v1',
        items: objectsOf(events).map(asApiObject),
        kind: 'List',
        metadata: { resourceVersion: '' },
      }),
  };
}
