/** A cell's text and how many columns of the screen it takes. */
interface Cell {
  text: string;
  width: number;
}

export interface TabWriterOptions {
  /** A column is at least this wide, padding included. */
  minWidth: number;
  /** Spaces between a column and the next. */
  padding: number;
  /** Columns never get narrower again, as what comes after a flush is to line up with what came before. */
  remembers: boolean;
}

/** What `kubectl get` sets its tables with. */
export const KUBECTL: TabWriterOptions = { minWidth: 6, padding: 3, remembers: true };

const COLOUR = /\x1b\[[\d;]*m/g;

/**
 * Aligns cells that end in tabs, as Go's text/tabwriter does: adjacent lines that have a cell in a column make a block,
 * which is as wide as its widest cell. The text after a line's last tab belongs to no column. Colours take no room.
 *
 * Source: https://pkg.go.dev/text/tabwriter, with the remembered widths of https://github.com/liggitt/tabwriter.
 */
export class TabWriter {
  readonly #options: TabWriterOptions;
  #lines: Cell[][] = [];
  #remembered: number[] = [];
  #output = '';

  constructor(options: TabWriterOptions = KUBECTL) {
    this.#options = options;
  }

  /** Takes whole lines: text with tabs between cells and a line feed at the end. */
  write(text: string): void {
    for (const line of text.replace(/\n$/, '').split('\n')) {
      this.#lines.push(line.split(/[\t\v]/).map((cell) => ({ text: cell, width: widthOf(cell) })));
    }
  }

  /** The lines since the last flush, aligned. */
  flush(): string {
    this.#format([], 0, this.#lines.length);
    this.#lines = [];
    const output = this.#output;
    this.#output = '';
    return output;
  }

  /** Sets lines whose columns left of `widths.length` are settled. */
  #format(widths: readonly number[], from: number, to: number): void {
    const column = widths.length;
    const isIn = (line: number): boolean => line < to && column < (this.#lines[line] ?? []).length - 1;
    let printed = from;
    for (let line = from; line < to; line++) {
      if (!isIn(line)) {
        continue;
      }
      this.#print(widths, printed, line);
      let width = this.#options.minWidth;
      const start = line;
      for (; isIn(line); line++) {
        width = Math.max(width, (this.#lines[line]?.[column]?.width ?? 0) + this.#options.padding);
      }
      this.#format([...widths, this.#remember(column, width)], start, line);
      printed = line;
    }
    this.#print(widths, printed, to);
  }

  #remember(column: number, width: number): number {
    if (!this.#options.remembers) {
      return width;
    }
    const widest = Math.max(width, this.#remembered[column] ?? 0);
    this.#remembered[column] = widest;
    return widest;
  }

  #print(widths: readonly number[], from: number, to: number): void {
    for (const cells of this.#lines.slice(from, to)) {
      for (const [column, { text, width }] of cells.entries()) {
        const columnWidth = widths[column];
        this.#output += columnWidth === undefined ? text : text + ' '.repeat(columnWidth - width);
      }
      this.#output += '\n';
    }
  }
}

/** How many code points a cell has, without colours. */
export function widthOf(cell: string): number {
  const text = cell.includes('\x1b') ? cell.replace(COLOUR, '') : cell;
  let width = text.length;
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) >= 0xdc00 && text.charCodeAt(at) <= 0xdfff) {
      width--;
    }
  }
  return width;
}
