import { FIELD_SELECTOR_FIELDS, type FieldName, isField } from './fields.ts';

/** One term of a field selector. An event must match all of them. */
export interface FieldTerm {
  field: FieldName;
  value: string;
  exclude: boolean;
}

export type FieldSelector = readonly FieldTerm[];

export type ParsedFieldSelector =
  | { ok: true; selector: FieldSelector }
  /** `position` is where the error is, in UTF-16 code units from 0; `error` describes `fault` in English. */
  | { ok: false; fault: FieldSelectorFault; error: string; position: number };

/** The fault of a field selector. */
export type FieldSelectorFault =
  | { what: 'operator'; term: string }
  /** `near`: the field that was probably meant. */
  | { what: 'field'; field: string; near?: FieldName }
  | { what: 'equals' }
  | { what: 'escape' };

/**
 * Parses a field selector of `kubectl --field-selector`: terms with `=`, `==` or `!=`, separated by commas, with `\,`,
 * `\=` and `\\` in values. Space around a term is ignored.
 *
 * Source: https://github.com/kubernetes/apimachinery/blob/v0.37.2/pkg/fields/selector.go (`ParseSelector`).
 */
export function parseFieldSelector(text: string): ParsedFieldSelector {
  const selector: FieldTerm[] = [];
  for (const { term, position } of splitTerms(text)) {
    const parsed = parseTerm(term, position);
    if ('fault' in parsed) {
      return { ok: false, ...parsed, error: faultText(parsed.fault) };
    }
    selector.push(parsed);
  }
  return { ok: true, selector };
}

/** The selector as text, with escaped values. */
export function formatFieldSelector(selector: FieldSelector): string {
  return selector
    .map(({ field, value, exclude }) => `${field}${exclude ? '!=' : '='}${value.replace(/[\\,=]/g, '\\$&')}`)
    .join(',');
}

/** What is between two commas. */
export const TERM = /(?:\\.|[^,\\]|\\$)+/gs;
export const OPERATOR = /!=|==|=/;

function splitTerms(text: string): Array<{ term: string; position: number }> {
  const terms: Array<{ term: string; position: number }> = [];
  for (const match of text.matchAll(TERM)) {
    const term = match[0].trim();
    if (term) {
      terms.push({ term, position: match.index + match[0].indexOf(term) });
    }
  }
  return terms;
}

interface Fault {
  fault: FieldSelectorFault;
  position: number;
}

function parseTerm(term: string, position: number): FieldTerm | Fault {
  const operator = OPERATOR.exec(term);
  if (!operator) {
    return { fault: { what: 'operator', term }, position: position + term.length };
  }
  const field = term.slice(0, operator.index).trim();
  if (!isField(field)) {
    return { fault: { what: 'field', field, near: nearestField(field) }, position };
  }
  const start = operator.index + operator[0].length;
  const value = term.slice(start);
  const fault = faultIn(value);
  return fault
    ? { fault: { what: fault.what }, position: position + start + fault.at }
    : { field, value: value.trim().replace(/\\([\\,=])/g, '$1'), exclude: operator[0] === '!=' };
}

/** The first wrong escape in a value, and where it is. */
function faultIn(value: string): { what: 'equals' | 'escape'; at: number } | undefined {
  for (let at = 0; at < value.length; at++) {
    if (value[at] === '=') {
      return { what: 'equals', at };
    }
    if (value[at] === '\\' && !/[\\,=]/.test(value[++at] ?? '')) {
      return { what: 'escape', at: at - 1 };
    }
  }
  return undefined;
}

function nearestField(field: string): FieldName | undefined {
  const lower = field.toLowerCase();
  return FIELD_SELECTOR_FIELDS.find((name) => {
    const known = name.toLowerCase();
    return lower !== '' && (known === lower || known.endsWith(`.${lower}`) || known.startsWith(lower));
  });
}

function faultText(fault: FieldSelectorFault): string {
  switch (fault.what) {
    case 'operator':
      return `"${fault.term}" has no operator: write ${fault.term}=value or ${fault.term}!=value`;
    case 'field':
      return fault.near
        ? `"${fault.field}" is not a field to select by: did you mean ${fault.near}?`
        : `"${fault.field}" is not a field to select by: use one of ${FIELD_SELECTOR_FIELDS.join(', ')}`;
    case 'equals':
      return 'a "=" in a value needs a backslash: \\=';
    case 'escape':
      return 'a backslash in a value must come before a comma, an equals sign or a backslash';
  }
}
