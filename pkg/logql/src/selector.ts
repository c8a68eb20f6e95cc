import { quote } from './literal.ts';

/** A matcher in a LogQL stream selector. */
export interface Matcher {
  label: string;
  op: '=' | '!=' | '=~' | '!~';
  value: string;
}

/** Matches the streams of this collector and of the first one: every event has a kind. */
export const DEFAULT_BASE: readonly Matcher[] = [{ label: '_kind', op: '=~', value: '.+' }];

/** `{_kind=~".+", cluster="eu"}` */
export function streamSelector(matchers: readonly Matcher[]): string {
  return `{${matchers.map(({ label, op, value }) => `${label}${op}${quote(value)}`).join(', ')}}`;
}
