import { TabWriter } from './tab-writer.ts';

export interface Column {
  name: string;
  /** Shown by `-o wide` alone. */
  wide?: boolean;
}

/** A table of text as an API server answers with it: every row has a cell for every column. */
export interface Table {
  columns: readonly Column[];
  rows: ReadonlyArray<readonly string[]>;
}

export interface TableOptions {
  wide: boolean;
  headers: boolean;
  /** Colours a cell that is printed whole; its column's name tells which it is. */
  paint?: (cell: string, column: string) => string;
}

/** Rows between two flushes, after which widths are settled. */
const FLUSH_EVERY = 100;

const encoder = new TextEncoder();

/**
 * Prints tables one after the other in the same columns, as `kubectl get` does with what it got in chunks: the header
 * stands above the first row there is, and a chunk's widest cells are known before its first line is printed.
 *
 * Source: https://github.com/kubernetes/cli-runtime/blob/v0.37.2/pkg/printers/tableprinter.go (`printTable`).
 */
export class TablePrinter {
  readonly #options: TableOptions;
  readonly #writer = new TabWriter();
  #headerDone = false;

  constructor(options: TableOptions) {
    this.#options = options;
  }

  /** The table's lines, piece by piece. */
  *print({ columns, rows }: Table): Generator<string> {
    if (rows.length === 0) {
      return;
    }
    const shown = columns.flatMap(({ wide }, at) => (wide && !this.#options.wide ? [] : [at]));
    const last = shown.at(-1);
    const widths = shown.map((at) => (at === last ? 0 : widest(rows, at)));
    const header = this.#options.headers && !this.#headerDone;
    if (header) {
      this.#writer.write(shown.map((at, i) => pad(columns[at]?.name.toUpperCase() ?? '', widths[i])).join('\t'));
      this.#headerDone = true;
    }
    for (const [index, row] of rows.entries()) {
      const line = shown.map((at, i) => {
        const raw = row[at] ?? '';
        const cell = this.#paint(shorten(raw), columns[at]?.name ?? '');
        return index === 0 && !header ? cell + padding(raw, widths[i]) : cell;
      });
      this.#writer.write(line.join('\t'));
      if ((index + 1) % FLUSH_EVERY === 0) {
        yield this.#writer.flush();
      }
    }
    yield this.#writer.flush();
  }

  #paint(cell: string, column: string): string {
    return this.#options.paint ? this.#options.paint(cell, column) : cell;
  }
}

/** kubectl measures in bytes here, and before a cell is shortened. */
function widest(rows: Table['rows'], at: number): number {
  return rows.reduce((width, row) => Math.max(width, bytes(row[at] ?? '')), 0);
}

function bytes(text: string): number {
  return /^[\x00-\x7f]*$/.test(text) ? text.length : encoder.encode(text).length;
}

const padding = (text: string, width = 0): string => ' '.repeat(Math.max(0, width - bytes(text)));
const pad = (text: string, width?: number): string => text + padding(text, width);

/** A cell as one line that a terminal takes no orders from. */
function shorten(cell: string): string {
  const end = cell.search(/[\f\n\r]/);
  return escapeTerminal(end < 0 ? cell : `${cell.slice(0, end)}...`);
}

/** Source: https://github.com/kubernetes/cli-runtime/blob/v0.37.2/pkg/printers/terminal.go (`EscapeTerminal`). */
export function escapeTerminal(text: string): string {
  return text.replaceAll('\x1b', '^[').replaceAll('\r', '\\r');
}
