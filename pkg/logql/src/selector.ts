import { quote } from './literal.ts';

/** A stream matcher, as between the braces of a LogQL selector. */
export interface Matcher {
  label: string;
  op: '=' | '!=' | '=~' | '!~';
  value: string;
}

/** Finds the streams of our collector, and those of the first one: every event has a kind. */
export const DEFAULT_BASE: readonly Matcher[] = [{ label: '_kind', op: '=~', value: '.+' }];

/** `{_kind=~".+", cluster="eu"}` */
export function streamSelector(matchers: readonly Matcher[]): string {
  return `{${matchers.map(({ label, op, value }) => `${label}${op}${quote(value)}`).join(', ')}}`;
}
