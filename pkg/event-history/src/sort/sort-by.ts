import { Failure } from '../loki/failure.ts';
import { goQuote } from '../print/go-quote.ts';
import { evaluate } from '../print/jsonpath/evaluate.ts';
import { parseTemplate } from '../print/jsonpath/parse.ts';
import { relaxed } from '../print/jsonpath/relaxed.ts';
import { goSort } from './go-sort.ts';
import { quantityOf } from './quantity.ts';

/** A list whose objects all lack the field to sort by. */
export class NoSuchField extends Failure {
  constructor(path: string) {
    super(`couldn't find any field with path ${goQuote(path)} in the list of objects`);
  }
}

/**
 * Sorts as `kubectl get --sort-by` does: by what a JSONPath expression finds first, numbers and quantities by their
 * value, what is missing before all else.
 *
 * Source: https://github.com/kubernetes/kubectl/blob/v0.37.2/pkg/cmd/get/sorter.go.
 *
 * @param objectOf an item as the object that the expression looks into
 * @throws {NoSuchField} where no object has the field
 * @throws {Failure} where the expression cannot be read, or what it finds cannot be compared
 */
export function sortBy<T>(items: readonly T[], expression: string, objectOf: (item: T) => unknown): T[] {
  const path = relaxed(expression);
  const template = parseTemplate(path);
  const keyed = items.map((item) => {
    const values = evaluate(template, objectOf(item), { allowMissingKeys: true })[0] ?? [];
    return { item, found: values.length > 0, key: values[0] };
  });
  if (items.length > 0 && !keyed.some(({ found }) => found)) {
    throw new NoSuchField(path);
  }
  return goSort(keyed, (a, b) => (!a.found ? true : b.found && isLess(a.key, b.key))).map(({ item }) => item);
}

function isLess(a: unknown, b: unknown): boolean {
  if (a === null || b === null) {
    return a === null && b !== null;
  }
  if (typeof a === 'string' && typeof b === 'string') {
    const [left, right] = [quantityOf(a), quantityOf(b)];
    return left !== undefined && right !== undefined
      ? left < right
      : Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;
  }
  if (typeof a === 'number' && typeof b === 'number') {
    return a < b;
  }
  throw new Failure(`--sort-by: the field is an unsortable type: ${Array.isArray(a) ? 'list' : typeof a}`);
}
