import { type Event, text } from '@kubernetes-events/event';
import { type KeptEvent } from '../events/kept-event.ts';
import { Failure } from '../loki/failure.ts';
import { asApiObject } from '../events/api-object.ts';
import { eventTable, type EventTableOptions } from './event-table.ts';
import { goJson, jsonList } from './json.ts';
import { TablePrinter } from './table.ts';

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

export interface TableSettings extends Omit<EventTableOptions, 'withWorkload'> {
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
  let withWorkload = false;
  const table = (events: readonly KeptEvent[]): Iterable<string> =>
    printer.print(eventTable(events, { ...shown, withWorkload }, now()));
  return {
    forPeople: true,
    one: (event) => table([event]),
    *list(events) {
      withWorkload = events.some(({ workload }) => workload !== '');
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

const objects = (events: readonly KeptEvent[]): Event[] => events.map(({ event }) => event);

const JSON_PRINTER: Printer = {
  forPeople: false,
  list: (events) => jsonList(objects(events)),
  one: ({ event }) => [`${goJson(asApiObject(event))}\n`],
};

const NAME_PRINTER: Printer = {
  forPeople: false,
  list: (events) => events.map(nameLine),
  one: (event) => [nameLine(event)],
};

function nameLine({ event }: KeptEvent): string {
  return `event/${text(event.metadata?.name) || '<unknown>'}\n`;
}

/** The printer of an `-o` format. @throws {Failure} in kubectl's words where there is none */
export function printerFor(output: string, table: Omit<TableSettings, 'wide'>): Printer {
  switch (output) {
    case '':
    case 'wide':
      return tablePrinter({ ...table, wide: output === 'wide' });
    case 'json':
      return JSON_PRINTER;
    case 'name':
      return NAME_PRINTER;
    default:
      throw new Failure(`unable to match a printer suitable for the output format ${JSON.stringify(output)}`);
  }
}
