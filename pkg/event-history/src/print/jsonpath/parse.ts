import { Failure } from '../../loki/failure.ts';
import { unquote } from './unquote.ts';

/** A part of an array to take: both ends and the step, as far as they were written. */
export interface Slice {
  start?: number;
  end?: number;
  /** The end was not written: it is the one after the start. */
  single: boolean;
  step?: number;
}

export type Node =
  | { type: 'text'; text: string }
  | { type: 'value'; value: number | boolean }
  | { type: 'field'; name: string }
  | { type: 'identifier'; name: string }
  | { type: 'slice'; slice: Slice }
  | { type: 'union'; parts: Node[][] }
  | { type: 'filter'; left: Node[]; right: Node[]; operator: string }
  | { type: 'wildcard' }
  | { type: 'recursive' };

/** Text as it is, or what stands between braces. */
export type Part = { type: 'text'; text: string } | { type: 'action'; nodes: Node[] };

const TERMINATOR = /[\s.,[\]$@{}]/;

/**
 * Parses a template in kubectl's dialect of JSONPath.
 *
 * Source: https://kubernetes.io/docs/reference/kubectl/jsonpath/, and
 * https://github.com/kubernetes/client-go/blob/v0.37.2/util/jsonpath/parser.go.
 *
 * @throws {Failure} in kubectl's words
 */
export function parseTemplate(template: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  while (at < template.length) {
    const brace = template.indexOf('{', at);
    const end = brace < 0 ? template.length : brace;
    if (end > at) {
      parts.push({ type: 'text', text: template.slice(at, end) });
    }
    if (brace < 0) {
      break;
    }
    const parser = new ActionParser(template, brace + 1);
    parts.push({ type: 'action', nodes: parser.parse() });
    at = parser.at;
  }
  return parts;
}

function parseAction(text: string): Node[] {
  return new ActionParser(`${text}}`, 0).parse();
}

/** Parses what stands between two braces. */
class ActionParser {
  at: number;
  readonly #text: string;
  readonly #nodes: Node[] = [];

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  /** Up to the closing brace, which it goes past. */
  parse(): Node[] {
    while (this.#text[this.at] !== '}') {
      this.#next();
    }
    this.at++;
    return this.#nodes;
  }

  #next(): void {
    const rest = this.#text.slice(this.at, this.at + 3);
    const char = String.fromCodePoint(this.#text.codePointAt(this.at) ?? 0x0a);
    if (rest === '[?(') {
      this.#filter();
    } else if (rest.startsWith('..')) {
      this.#recursive();
    } else if (/[\n\r]/.test(char)) {
      throw new Failure('unclosed action');
    } else if (/[ @$]/.test(char)) {
      this.at++;
    } else {
      this.#value(char);
    }
  }

  #value(char: string): void {
    if (char === '[') {
      this.#array();
    } else if (char === '"' || char === "'") {
      this.#quoted(char);
    } else if (char === '.') {
      this.at++;
      this.#field();
    } else if (/[+\-\p{Nd}]/u.test(char)) {
      this.#number();
    } else if (/[_\p{L}]/u.test(char)) {
      this.#identifier();
    } else {
      const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      throw new Failure(`unrecognized character in action: U+${code} '${char}'`);
    }
  }

  #field(): void {
    let name = '';
    while (this.at < this.#text.length && !TERMINATOR.test(this.#text[this.at] ?? '')) {
      this.at += this.#text[this.at] === '\\' ? 1 : 0;
      name += this.#text[this.at++] ?? '';
    }
    this.#nodes.push(name === '*' ? { type: 'wildcard' } : { type: 'field', name });
  }

  #recursive(): void {
    if (this.#nodes.at(-1)?.type === 'recursive') {
      throw new Failure('invalid multiple recursive descent');
    }
    this.at += 2;
    this.#nodes.push({ type: 'recursive' });
    if (/[_\p{L}\p{Nd}]/u.test(this.#text[this.at] ?? '')) {
      this.#field();
    }
  }

  #identifier(): void {
    const start = this.at;
    while (this.at < this.#text.length && !TERMINATOR.test(this.#text[this.at] ?? '')) {
      this.at++;
    }
    const name = this.#text.slice(start, this.at);
    const isBoolean = name === 'true' || name === 'false';
    this.#nodes.push(isBoolean ? { type: 'value', value: name === 'true' } : { type: 'identifier', name });
  }

  #number(): void {
    const [text = ''] = /^[+-]?[.\d]*/.exec(this.#text.slice(this.at)) ?? [];
    this.at += text.length;
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) {
      throw new Failure(`cannot parse number ${text}`);
    }
    this.#nodes.push({ type: 'value', value: Number(text) });
  }

  #quoted(quote: string): void {
    const start = this.at++;
    for (;;) {
      const char = this.#text[this.at];
      if (char === undefined || char === '\n') {
        throw new Failure('unterminated quoted string');
      }
      this.at++;
      if (char === quote && this.#text[this.at - 2] !== '\\') {
        break;
      }
    }
    this.#nodes.push({ type: 'text', text: unquote(this.#text.slice(start, this.at)) });
  }

  #array(): void {
    const end = this.#text.slice(this.at).search(/[\]\n]/);
    if (end < 0 || this.#text[this.at + end] === '\n') {
      throw new Failure('unterminated array');
    }
    const inside = this.#text.slice(this.at + 1, this.at + end);
    this.at += end + 1;
    this.#nodes.push(...arrayNodes(inside === '*' ? ':' : inside));
  }

  #filter(): void {
    const start = this.at + 3;
    this.at = endOfFilter(this.#text, start);
    const inside = this.#text.slice(start, this.at - 2);
    const [, left, operator, right] = /^([^!<>=]+)([!<>=]+)(.+?)$/s.exec(inside) ?? [];
    this.#nodes.push({
      type: 'filter',
      left: parseAction(left ?? inside),
      right: right === undefined ? [] : parseAction(right),
      operator: operator ?? 'exists',
    });
  }
}

/** Where a filter's `)]` ends; a parenthesis in quotes ends nothing. */
function endOfFilter(text: string, start: number): number {
  const [inside] = /^(?:[^"')\n]*(?:"(?:\\.|[^"\n])*"|'(?:\\.|[^'\n])*')?[^)\n]*)\)/.exec(text.slice(start)) ?? [];
  if (inside === undefined) {
    throw new Failure('unterminated filter');
  }
  const end = start + inside.length;
  if (text[end] !== ']') {
    throw new Failure('unclosed array expect ]');
  }
  return end + 1;
}

function arrayNodes(text: string): Node[] {
  const parts = text.split(',');
  if (parts.length > 1) {
    return [{ type: 'union', parts: parts.map((part) => parseAction(`[${part.replace(/^ +| +$/g, '')}]`)) }];
  }
  const key = /^'([^']*)'$/.exec(text)?.[1];
  if (key !== undefined) {
    return parseAction(`.${key}`);
  }
  const slice = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text);
  if (!slice) {
    throw new Failure(`invalid array index ${text}`);
  }
  const [start, end, step] = slice.slice(1).map(indexOf);
  return [{ type: 'slice', slice: { start, end, step, single: slice[2] === undefined } }];
}

function indexOf(text: string | undefined): number | undefined {
  const digits = (text ?? '').replace(/^:/, '');
  if (digits === '-') {
    throw new Failure('array index - is not a number');
  }
  return digits === '' ? undefined : Number(digits);
}
