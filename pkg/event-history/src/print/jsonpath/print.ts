import { goJson } from '../json.ts';

/** What a template's parts found as text: the values of one part apart by spaces, parts side by side. */
export function resultText(results: readonly unknown[][]): string {
  return results.map((values) => values.map(valueText).join(' ')).join('');
}

/** The same as JSON: a list for each part. */
export function resultJson(results: readonly unknown[][]): string {
  return results.map((values) => `${goJson(values)}\n`).join('');
}

/** A value as Go prints it, objects and lists as JSON. */
export function valueText(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return goJson(value, '');
  }
  return value === null || value === undefined ? 'null' : String(value);
}
