import { Failure } from '../loki/failure.ts';
import { evaluate } from './jsonpath/evaluate.ts';
import { parseTemplate } from './jsonpath/parse.ts';
import { relaxed } from './jsonpath/relaxed.ts';
import { compare } from '../events/compare.ts';

/**
 * Sorts as `kubectl get --sort-by` does: by the first value that a JSONPath expression finds. Whole numbers compare by
 * value, even in strings, as a resource version is one; what is missing comes first. Equal items keep their order.
 *
 * Source: https://github.com/kubernetes/kubectl/blob/v0.37.2/pkg/cmd/get/sorter.go.
 *
 * @param objectOf the object of an item that the expression is applied to
 * @throws {Failure} if the expression is invalid, no object has the field, or its values cannot be compared
 */
export function sortBy<T>(items: readonly T[], expression: string, objectOf: (item: T) => unknown): T[] {
  const path = relaxed(expression);
  const template = parseTemplate(path);
  const keyed = items.map((item) => ({ item, key: evaluate(template, objectOf(item))[0]?.[0] }));
  if (items.length > 0 && keyed.every(({ key }) => key === undefined)) {
    throw new Failure(`couldn't find any field with path ${JSON.stringify(path)} in the list of objects`);
  }
  return keyed.sort((a, b) => compareKeys(a.key, b.key)).map(({ item }) => item);
}

function compareKeys(a: unknown, b: unknown): number {
  const missing = rankOf(a) - rankOf(b);
  if (missing !== 0 || a === undefined || a === null) {
    return missing;
  }
  if (typeof a === 'number' && typeof b === 'number') {
    return compare(a, b);
  }
  if (typeof a === 'string' && typeof b === 'string') {
    return WHOLE.test(a) && WHOLE.test(b) ? compare(BigInt(a), BigInt(b)) : compare(a, b);
  }
  throw new Failure(`--sort-by: the field is an unsortable type: ${Array.isArray(a) ? 'list' : typeof a}`);
}

const WHOLE = /^-?\d+$/;

/** Missing, then null, then everything else. */
const rankOf = (key: unknown): number => (key === undefined ? 0 : key === null ? 1 : 2);
