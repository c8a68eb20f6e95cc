import { Failure } from '../../loki/failure.ts';

/** What a step of a path finds in the values that the step before it found. */
export type Step = (values: readonly unknown[]) => readonly unknown[];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value of a key, or nothing. */
export function propertyOf(value: unknown, key: string): unknown[] {
  return isObject(value) && Object.hasOwn(value, key) ? [value[key]] : [];
}

/** The values in an object or a list. */
export function childrenOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

/** Every object and list in a value, the value first. */
export function descendantsOf(value: unknown): unknown[] {
  const children = childrenOf(value);
  return children.length === 0 ? [] : [value, ...children.flatMap(descendantsOf)];
}

/** A part of a list; missing bounds are its ends. */
export interface Slice {
  start?: number;
  end?: number;
  step?: number;
  /** One item, at `start`. */
  single: boolean;
}

/** The items of a slice. @throws {Failure} in kubectl's words if the value is no list or the list is too short */
export function sliceOf(value: unknown, slice: Slice): unknown[] {
  if (value === null || value === undefined) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw new Failure(`${isObject(value) ? 'map[string]interface {}' : typeof value} is not array or slice`);
  }
  const { step = 1 } = slice;
  if (step <= 0) {
    throw new Failure('step must be > 0');
  }
  return value.slice(...boundsOf(slice, value.length)).filter((_, at) => at % step === 0);
}

function boundsOf({ start = 0, end, single }: Slice, length: number): [from: number, to: number] {
  const fromStart = (index: number): number => (index < 0 ? index + length : index);
  const from = fromStart(start);
  const to = single ? from + 1 : fromStart(end ?? length);
  const outside = [from, to - 1].find((index) => index < 0 || index >= length);
  if (from !== to && outside !== undefined) {
    throw new Failure(`array index out of bounds: index ${outside}, length ${length}`);
  }
  if (from > to) {
    throw new Failure(`starting index ${from} is greater than ending index ${to}`);
  }
  return [from, to];
}

/** `[?(left operator right)]`, or `[?(left)]` for items in which the path finds something. */
export interface Filter {
  left: readonly Step[];
  operator?: string;
  right?: readonly Step[];
}

/** The items of a list that a filter keeps. @throws {Failure} in kubectl's words if they cannot be compared */
export function filterItems(value: unknown, { left, operator, right = [] }: Filter): unknown[] {
  if (!Array.isArray(value)) {
    throw new Failure(`${JSON.stringify(value)} is not array or slice and cannot be filtered`);
  }
  return value.filter((item) => {
    const lefts = run(left, [item]);
    if (operator === undefined) {
      return lefts.length > 0;
    }
    const rights = run(right, [item]);
    if (lefts.length > 1 || rights.length > 1) {
      throw new Failure('can only compare one element at a time');
    }
    return lefts.length === 1 && rights.length === 1 && compare(lefts[0], rights[0], operator);
  });
}

/** What steps find one after the other. */
export function run(steps: readonly Step[], values: readonly unknown[]): readonly unknown[] {
  return steps.reduce((found, step) => step(found), values);
}

function compare(left: unknown, right: unknown, operator: string): boolean {
  if (typeof left !== typeof right || !['string', 'number', 'boolean'].includes(typeof left)) {
    throw new Failure('incompatible types for comparison');
  }
  const [a, b] = [left as number, right as number];
  switch (operator) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    case '>=':
      return a >= b;
    default:
      throw new Failure(`unrecognized filter operator ${operator}`);
  }
}
