import { type Part } from './parse.ts';
import { run } from './steps.ts';

/**
 * What a template finds in a value: a list of values for each of its parts, and for each round of its ranges.
 *
 * @throws {Failure} in kubectl's words
 */
export function evaluate(parts: readonly Part[], data: unknown): Array<readonly unknown[]> {
  return parts.flatMap(({ steps, body }) => {
    const values = run(steps, [data]);
    return body ? values.flatMap((value) => evaluate(body, value)) : [values];
  });
}

/** What a template found as text: the values of a part separated by spaces, parts side by side. */
export function resultText(results: ReadonlyArray<readonly unknown[]>): string {
  return results.map((values) => values.map(valueText).join(' ')).join('');
}

/** A value as text; objects and lists as JSON. */
export function valueText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
