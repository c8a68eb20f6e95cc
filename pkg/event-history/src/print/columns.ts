import { stripVTControlCharacters } from 'node:util';

/** Aligns rows in columns. A column never gets narrower, so rows that come later line up with earlier ones. */
export class Columns {
  readonly #gap: number;
  readonly #widths: number[] = [];

  /** @param gap spaces between a column's widest cell and the next column */
  constructor(gap: number) {
    this.#gap = gap;
  }

  /** The rows as lines. The last cell with text in a row is not padded. */
  *lines(rows: ReadonlyArray<readonly string[]>): Generator<string> {
    for (const row of rows) {
      for (const [at, cell] of row.entries()) {
        this.#widths[at] = Math.max(this.#widths[at] ?? 0, widthOf(cell));
      }
    }
    for (const row of rows) {
      const last = row.findLastIndex((cell) => cell !== '');
      const padded = row.slice(0, last).map((cell, at) => cell + ' '.repeat(this.#paddingOf(cell, at)));
      yield `${padded.join('')}${row[last] ?? ''}\n`;
    }
  }

  #paddingOf(cell: string, column: number): number {
    return (this.#widths[column] ?? 0) + this.#gap - widthOf(cell);
  }
}

/** Code points, without colours. */
const widthOf = (cell: string): number => [...stripVTControlCharacters(cell)].length;
