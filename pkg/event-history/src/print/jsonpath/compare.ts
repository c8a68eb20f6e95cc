import { Failure } from '../../loki/failure.ts';

const COMPARISONS: Record<string, (left: Basic, right: Basic) => boolean> = {
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
};

type Basic = string | number | boolean;

/** Compares two values as a filter does: both must be of one basic type. @throws {Failure} in kubectl's words */
export function compare(left: unknown, right: unknown, operator: string): boolean {
  const comparison = COMPARISONS[operator];
  if (!comparison) {
    throw new Failure(`unrecognized filter operator ${operator}`);
  }
  const [a, b] = [basic(left), basic(right)];
  if (typeof a !== typeof b || isFloat(a) !== isFloat(b)) {
    throw new Failure('incompatible types for comparison');
  }
  if (typeof a === 'boolean' && !['==', '!='].includes(operator)) {
    throw new Failure('invalid type for comparison');
  }
  return comparison(a, b);
}

function basic(value: unknown): Basic {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  throw new Failure('invalid type for comparison');
}

const isFloat = (value: Basic): boolean => typeof value === 'number' && !Number.isInteger(value);
