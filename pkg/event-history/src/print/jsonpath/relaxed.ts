import { Failure } from '../../loki/failure.ts';

/**
 * A path of `--sort-by` or custom columns as a template: braces and the first dot are optional there.
 *
 * Source: https://github.com/kubernetes/kubectl/blob/v0.37.2/pkg/cmd/get/customcolumn.go (`RelaxedJSONPathExpression`).
 *
 * @throws {Failure} in kubectl's words
 */
export function relaxed(expression: string): string {
  if (expression === '') {
    return '';
  }
  const match = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(expression);
  if (!match) {
    throw new Failure(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'"
    );
  }
  return `{.${match[1] ?? match[2]}}`;
}
