import { type Filter, including, type LineFilter } from '@kubernetes-events/logql';

const FIELD = /^[a-zA-Z_][a-zA-Z0-9_]*/;

/** `reason!=Pulled,Created`: values percent-encoded where a comma is part of one. */
export function formatFilter({ field, values, exclude }: Filter): string {
  const encoded = values.map((value) => value.replace(/[%,]/g, (char) => encodeURIComponent(char)));
  return `${field}${exclude ? '!=' : '='}${encoded.join(',')}`;
}

/** Undefined where a hand-made link has no filter there. */
export function parseFilter(text: string): Filter | undefined {
  const field = FIELD.exec(text)?.[0];
  const operator = field && /^!?=/.exec(text.slice(field.length))?.[0];
  if (!field || !operator) {
    return undefined;
  }
  const values = text.slice(field.length + operator.length).split(',');
  return { field, values: values.map(decode), exclude: operator === '!=' };
}

function decode(value: string): string {
  return value.replace(/%25|%2C/gi, (code) => decodeURIComponent(code));
}

/** `r!:text`: flags (`r` regular expression, `c` by case, `!` exclude), a colon, the text. */
export function formatLine({ text, regexp, caseSensitive, exclude }: LineFilter): string {
  return `${regexp ? 'r' : ''}${caseSensitive ? 'c' : ''}${exclude ? '!' : ''}:${text}`;
}

export function parseLine(value: string): LineFilter | undefined {
  const match = /^([rc!]*):(.+)$/s.exec(value);
  if (!match) {
    return undefined;
  }
  const [, flags = '', text = ''] = match;
  return {
    text,
    regexp: flags.includes('r'),
    caseSensitive: flags.includes('c'),
    exclude: flags.includes('!'),
  };
}

/** The filters with this value included or excluded; if it is so already, without it. */
export function toggleValue(filters: readonly Filter[], field: string, value: string, exclude: boolean): Filter[] {
  const same = filters.find((filter) => filter.field === field && filter.exclude === exclude);
  const values = same?.values.includes(value)
    ? same.values.filter((other) => other !== value)
    : [...(same?.values ?? []), value];
  return setValues(withoutValue(filters, field, value, !exclude), field, values, exclude);
}

function onlyValue(filters: readonly Filter[], field: string, value: string): Filter[] {
  return [...filters.filter((filter) => filter.field !== field), including(field, value)];
}

/** The filters with only these values, by field, in place of all others on the same fields. */
export const onlyValues = (filters: readonly Filter[], values: Readonly<Record<string, string>>) =>
  Object.entries(values).reduce((all: Filter[], [field, value]) => onlyValue(all, field, value), [...filters]);

export function setValues(
  filters: readonly Filter[],
  field: string,
  values: readonly string[],
  exclude: boolean
): Filter[] {
  const at = filters.findIndex((filter) => filter.field === field && filter.exclude === exclude);
  const next = { field, values, exclude };
  const replaced = at < 0 ? [...filters, next] : filters.map((filter, index) => (index === at ? next : filter));
  return replaced.filter((filter) => filter.values.length > 0);
}

function withoutValue(filters: readonly Filter[], field: string, value: string, exclude: boolean): Filter[] {
  const same = filters.find((filter) => filter.field === field && filter.exclude === exclude);
  return same
    ? setValues(
        filters,
        field,
        same.values.filter((other) => other !== value),
        exclude
      )
    : [...filters];
}
