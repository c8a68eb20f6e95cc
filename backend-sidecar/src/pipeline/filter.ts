import { type Event, fieldOf } from '@kubernetes-events/event';
import { wholeValue } from '../config/patterns.ts';

/** Field path → a pattern that its value must match; all of a rule's fields must. */
export type Rule = Record<string, string>;

export type Filter = (event: Event) => boolean;

/**
 * What is kept: events that match any of the `include` rules (all, where there are none) and none of the `exclude`
 * rules. Patterns are regular expressions that match the whole value, as Prometheus' and Loki's do.
 *
 * @throws SyntaxError for a pattern that is no regular expression
 */
export function filterOf(include: readonly Rule[], exclude: readonly Rule[]): Filter {
  const included = include.map(matcher);
  const excluded = exclude.map(matcher);
  return (event) =>
    (included.length === 0 || included.some((matches) => matches(event))) &&
    !excluded.some((matches) => matches(event));
}

/** Whether all fields of a rule match. @throws SyntaxError for a pattern that is no regular expression */
export function matcher(rule: Rule): Filter {
  const patterns = Object.entries(rule).map(([path, pattern]) => [path, wholeValue(pattern)] as const);
  return (event) => patterns.every(([path, pattern]) => pattern.test(fieldOf(event, path)));
}
