import { type Event } from '@kubernetes-events/event';
import { slim } from './slim.ts';

export interface EventList {
  metadata?: { resourceVersion?: string; continue?: string };
  items?: Event[] | null;
}

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

/**
 * Reads a list of events as it comes: each is parsed once it is whole, and what nobody needs of it is let go of before
 * the next. The list's own text is never there in one piece.
 */
export class ListReader {
  readonly #items: Event[] = [];
  /** The list's text without its items. */
  readonly #list: Buffer[] = [];
  /** The item that has begun, as far as it came with earlier chunks. */
  #item: Buffer[] = [];
  #depth = 0;
  #inItems = false;
  #inString = false;
  /** The last chunk ended with a backslash. */
  #escaped = false;

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

  /** The list. @throws SyntaxError where it is no JSON */
  end(): EventList {
    const list = JSON.parse(Buffer.concat(this.#list).toString()) as EventList;
    return this.#items.length > 0 ? { ...list, items: this.#items } : list;
  }

  /** An opening bracket. Returns from where on the chunk is not dealt with. */
  #open(chunk: Buffer, from: number, at: number): number {
    const depth = this.#depth++;
    if (this.#inItems) {
      return depth === AROUND_ITEM ? at : from;
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
      this.#inItems = false;
      return at;
    }
    return from;
  }

  #keepItem(last: Buffer): void {
    const text = this.#item.length > 0 ? Buffer.concat([...this.#item, last]) : last;
    this.#item = [];
    this.#items.push(slim(JSON.parse(text.toString()) as Event));
  }

  #keep(part: Buffer): void {
    if (!this.#inItems) {
      this.#list.push(part);
    } else if (this.#depth > AROUND_ITEM) {
      this.#item.push(part);
    }
  }
}
