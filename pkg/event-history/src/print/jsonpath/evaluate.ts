import { Failure } from '../../loki/failure.ts';
import { compare } from './compare.ts';
import { type Node, type Part, type Slice } from './parse.ts';

export interface EvaluateOptions {
  /** A key that is not there gives nothing, and is no error. */
  allowMissingKeys: boolean;
}

/**
 * What a parsed template finds in a value: a list of values for each of its parts, ranges spelt out.
 *
 * Source: https://github.com/kubernetes/client-go/blob/v0.37.2/util/jsonpath/jsonpath.go (`FindResults`).
 *
 * @throws {Failure} in kubectl's words
 */
export function evaluate(parts: readonly Part[], data: unknown, options: EvaluateOptions): unknown[][] {
  return new Evaluation(options).find(parts, data);
}

class Evaluation {
  readonly #options: EvaluateOptions;

  constructor(options: EvaluateOptions) {
    this.#options = options;
  }

  find(parts: readonly Part[], data: unknown): unknown[][] {
    const results: unknown[][] = [];
    for (let at = 0; at < parts.length; at++) {
      const part = parts[at]!;
      if (part.type === 'text') {
        results.push([part.text]);
      } else if (isKeyword(part, 'range')) {
        const end = endOfRange(parts, at);
        for (const value of this.#all(part.nodes, [data])) {
          results.push(...this.find(parts.slice(at + 1, end), value));
        }
        // Without an end, what follows is done once more for the whole, as kubectl does.
        at = end === parts.length ? at : end;
      } else if (isKeyword(part, 'end')) {
        throw new Failure('not in range, nothing to end');
      } else {
        results.push(this.#all(part.nodes, [data]));
      }
    }
    return results;
  }

  #all(nodes: readonly Node[], input: unknown[]): unknown[] {
    return nodes.reduce<unknown[]>((values, node) => this.#walk(values, node), input);
  }

  #walk(input: unknown[], node: Node): unknown[] {
    switch (node.type) {
      case 'text':
        return [node.text];
      case 'value':
        return input.map(() => node.value);
      case 'field':
        return this.#field(input, node.name);
      case 'slice':
        return input.flatMap((value) => (isNothing(value) ? [] : sliceOf(value, node.slice)));
      case 'union':
        return node.parts.flatMap((part) => this.#all(part, input));
      case 'filter':
        return input.flatMap((value) => this.#filter(value, node));
      case 'wildcard':
        return input.flatMap(childrenOf);
      case 'recursive':
        return input.flatMap(descendantsOf);
      case 'identifier':
        return keyword(node.name, input);
    }
  }

  #field(input: unknown[], name: string): unknown[] {
    const found = input.flatMap((value) => (isObject(value) && Object.hasOwn(value, name) ? [value[name]] : []));
    if (found.length === 0 && input.length > 0 && !this.#options.allowMissingKeys) {
      throw new Failure(`${name} is not found`);
    }
    return found;
  }

  #filter(value: unknown, { left, right, operator }: Extract<Node, { type: 'filter' }>): unknown[] {
    if (!Array.isArray(value)) {
      throw new Failure(`${JSON.stringify(value)} is not array or slice and cannot be filtered`);
    }
    return value.filter((item) => {
      if (operator === 'exists') {
        return this.#exists(left, item);
      }
      const lefts = this.#all(left, [item]);
      const rights = lefts.length === 0 ? [] : this.#all(right, [item]);
      if (lefts.length > 1 || rights.length > 1) {
        throw new Failure('can only compare one element at a time');
      }
      return lefts.length === 1 && rights.length === 1 && compare(lefts[0], rights[0], operator);
    });
  }

  #exists(nodes: readonly Node[], item: unknown): boolean {
    try {
      return this.#all(nodes, [item]).length > 0;
    } catch {
      return false;
    }
  }
}

function isKeyword(part: Part, name: string): boolean {
  return part.type === 'action' && part.nodes.some((node) => node.type === 'identifier' && node.name === name);
}

/** Which part ends the range that one begins; behind the last where none does. */
function endOfRange(parts: readonly Part[], start: number): number {
  let depth = 0;
  for (let at = start; at < parts.length; at++) {
    depth += isKeyword(parts[at]!, 'range') ? 1 : isKeyword(parts[at]!, 'end') ? -1 : 0;
    if (depth === 0) {
      return at;
    }
  }
  return parts.length;
}

function keyword(name: string, input: unknown[]): unknown[] {
  if (name !== 'range') {
    throw new Failure(`unrecognized identifier ${name}`);
  }
  return input;
}

const isNothing = (value: unknown): value is null | undefined => value === null || value === undefined;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Go gives a map's values in any order; here they come by their keys. */
function childrenOf(value: unknown): unknown[] {
  if (isObject(value)) {
    return Object.keys(value)
      .sort()
      .map((key) => value[key]);
  }
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function descendantsOf(value: unknown): unknown[] {
  const children = childrenOf(value);
  return children.length === 0 ? [] : [value, ...children.flatMap(descendantsOf)];
}

function sliceOf(value: unknown, { start = 0, end, single, step = 1 }: Slice): unknown[] {
  if (!Array.isArray(value)) {
    throw new Failure(`${goType(value)} is not array or slice`);
  }
  const { length } = value;
  const from = fromEnd(start, length);
  const to = single ? endOfSingle(start, length) : fromEnd(end ?? length, length);
  if (from === to) {
    return [];
  }
  checkIndex(from, from >= 0 && from < length, length);
  checkIndex(to - 1, to <= length && to >= 0, length);
  if (from > to) {
    throw new Failure(`starting index ${from} is greater than ending index ${to}`);
  }
  if (step <= 0) {
    throw new Failure('step must be > 0');
  }
  return value.slice(from, to).filter((_, at) => at % step === 0);
}

function checkIndex(index: number, inside: boolean, length: number): void {
  if (!inside) {
    throw new Failure(`array index out of bounds: index ${index}, length ${length}`);
  }
}

const fromEnd = (index: number, length: number): number => (index < 0 ? index + length : index);

/** The one after the start, which for the last, -1, is the array's end. */
function endOfSingle(start: number, length: number): number {
  return start < 0 ? start + 1 + length : start + 1;
}

function goType(value: unknown): string {
  if (isObject(value)) {
    return 'map[string]interface {}';
  }
  return typeof value === 'boolean' ? 'bool' : typeof value === 'number' ? 'int64' : 'string';
}
