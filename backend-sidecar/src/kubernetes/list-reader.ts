import { type Event } from '@kubernetes-events/event';
import { trimManagedFields } from './managed-fields.ts';

const [QUOTE, BACKSLASH, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [...Buffer.from('"\\{}[]')] as [
  number,
  number,
  number,
  number,
  number,
  number,
];

/** How many brackets are open where an item of `{"items":[{…}]}` begins. */
const AROUND_ITEM = 2;
const ITEMS = /"items"\s*:\s*$/;
/** The bytes between two items. */
const SEPARATORS = new Set(Buffer.from(', \t\r\n'));

/**
 * Reads a list of events or of other objects' metadata as it arrives: each item is parsed once it is whole, and its managed
 * fields are dropped before the next one. The list's own text is never in memory in one piece.
 */
export class ListReader {
  readonly #items: unknown[] = [];
  /** The text of items that are no objects. */
  readonly #others: string[] = [];
  /** The list's text without its items. */
  readonly #list: Buffer[] = [];
  /** The start of an item that earlier chunks contained. */
  #item: Buffer[] = [];
  #depth = 0;
  #inItems = false;
  #inString = false;
  /** The last chunk ended with a backslash. */
  #escaped = false;

  readonly #managers: boolean;

  /** @param managers whether the objects keep their managed fields */
  constructor(managers = false) {
    this.#managers = managers;
  }

  push(chunk: Buffer): void {
    let inString = this.#inString;
    let at = this.#escaped ? 1 : 0;
    // What comes before it is dealt with.
    let from = 0;
    for (; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte === QUOTE) {
        inString = !inString;
      } else if (inString) {
        at += byte === BACKSLASH ? 1 : 0;
      } else if (byte === OPEN || byte === OPEN_LIST) {
        from = this.#open(chunk, from, at);
      } else if (byte === CLOSE || byte === CLOSE_LIST) {
        from = this.#close(chunk, from, at);
      }
    }
    this.#escaped = at > chunk.length;
    this.#inString = inString;
    this.#keep(chunk.subarray(from));
  }

  /** The list; what is no object comes last in it. @throws SyntaxError if it is no JSON */
  end(): unknown {
    const list: unknown = JSON.parse(Buffer.concat(this.#list).toString());
    const items = [...this.#items, ...this.#otherItems()];
    return items.length > 0 ? { ...(list as object), items } : list;
  }

  #otherItems(): unknown[] {
    const text = this.#others
      .join('')
      .replaceAll(/[\s,]*,[\s,]*/g, ',')
      .replaceAll(/^,|,$/g, '');
    return text ? (JSON.parse(`[${text}]`) as unknown[]) : [];
  }

  /** An opening bracket. Returns from where on the chunk is not dealt with. */
  #open(chunk: Buffer, from: number, at: number): number {
    const depth = this.#depth++;
    if (this.#inItems && depth === AROUND_ITEM) {
      this.#keepBetween(chunk.subarray(from, at));
      return at;
    }
    if (this.#inItems) {
      return from;
    }
    if (depth === AROUND_ITEM - 1 && chunk[at] === OPEN_LIST) {
      this.#keep(chunk.subarray(from, at));
      const key = ITEMS.test(Buffer.concat(this.#list).toString('latin1'));
      this.#keep(chunk.subarray(at, at + 1));
      this.#inItems = key;
      return at + 1;
    }
    return from;
  }

  /** A closing one. */
  #close(chunk: Buffer, from: number, at: number): number {
    const depth = --this.#depth;
    if (this.#inItems && depth === AROUND_ITEM) {
      this.#keepItem(chunk.subarray(from, at + 1));
      return at + 1;
    }
    if (this.#inItems && depth < AROUND_ITEM) {
      this.#keepBetween(chunk.subarray(from, at));
      this.#inItems = false;
      return at;
    }
    return from;
  }

  #keepItem(last: Buffer): void {
    const text = this.#item.length > 0 ? Buffer.concat([...this.#item, last]) : last;
    this.#item = [];
    const item = JSON.parse(text.toString()) as Event;
    this.#items.push(this.#managers ? item : trimManagedFields(item));
  }

  #keep(part: Buffer): void {
    if (!this.#inItems) {
      this.#list.push(part);
    } else if (this.#depth > AROUND_ITEM) {
      this.#item.push(part);
    } else {
      this.#keepBetween(part);
    }
  }

  #keepBetween(part: Buffer): void {
    if (part.some((byte) => !SEPARATORS.has(byte))) {
      this.#others.push(part.toString());
    } else if (this.#others.length > 0 && part.length > 0) {
      this.#others.push(',');
    }
  }
}
