import { type StoredEvent } from '../events/stored-event.ts';
import { Columns } from './columns.ts';
import { type Printer } from './printer.ts';

/** A column of a table whose rows are made from `Row`s. */
export interface Column<Row = StoredEvent> {
  header: string;
  /** A cell's text. `nowMs` is what ages count from. */
  value: (row: Row, nowMs: number) => string;
  /** Adds colour to a cell's text. */
  paint?: (cell: string) => string;
}

export interface TableOptions {
  headers: boolean;
  now: () => number;
  /** Whether to print headers even without any events. */
  headersAlways?: boolean;
  forPeople?: boolean;
}

/** Prints a row for each event, below headers that are printed once. */
export function tablePrinter<Row>(
  columns: ReadonlyArray<Column<Row>>,
  options: TableOptions,
  rowOf: (event: StoredEvent) => Row
): Printer {
  const { headers, now, headersAlways = false, forPeople = true } = options;
  const layout = new Columns(3);
  let headersDue = headers;
  const list = (events: readonly StoredEvent[]): Iterable<string> => {
    const nowMs = now();
    const rows = events.map(rowOf).map((row) => columns.map((column) => cellOf(column, row, nowMs)));
    if (headersDue && (rows.length > 0 || headersAlways)) {
      rows.unshift(columns.map(({ header }) => header));
      headersDue = false;
    }
    return layout.lines(rows);
  };
  return { forPeople, list, one: (event) => list([event]) };
}

function cellOf<Row>({ value, paint }: Column<Row>, row: Row, nowMs: number): string {
  const cell = escapeTerminal(value(row, nowMs));
  return paint ? paint(cell) : cell;
}

/**
 * A text without the control characters that terminals act on.
 *
 * Source: https://github.com/kubernetes/cli-runtime/blob/v0.37.2/pkg/printers/terminal.go (`EscapeTerminal`).
 */
export function escapeTerminal(text: string): string {
  return text.replaceAll('\x1b', '^[').replaceAll('\r', '\\r');
}
