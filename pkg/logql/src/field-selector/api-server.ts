import { type FieldName, isField } from './fields.ts';
import { type FieldSelector, type FieldTerm, OPERATOR, TERM } from './parse.ts';

/** An API server's error for a field selector, in its words. */
export class FieldSelectorError extends Error {}

/**
 * Parses a field selector exactly as an API server does. {@link parseFieldSelector} is more lenient, and suggests what to
 * write.
 *
 * Source: https://github.com/kubernetes/apimachinery/blob/v0.37.2/pkg/fields/selector.go (`ParseSelector`), and
 * `AddFieldLabelConversionsForEvent` of https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/apis/core/v1/conversion.go.
 *
 * @throws {FieldSelectorError} with the server's words
 */
export function parseApiFieldSelector(text: string): FieldSelector {
  // The server sorts the terms, which decides which of two errors it reports.
  const terms = (text.match(TERM) ?? []).sort();
  return terms.map((term) => parseTerm(term, text)).flatMap(supported);
}

interface ReadTerm {
  field: string;
  value: string;
  exclude: boolean;
}

function parseTerm(term: string, selector: string): ReadTerm {
  const operator = OPERATOR.exec(term);
  if (!operator) {
    throw new FieldSelectorError(`invalid selector: '${selector}'; can't understand '${term}'`);
  }
  return {
    field: term.slice(0, operator.index),
    value: unescape(term.slice(operator.index + operator[0].length)),
    exclude: operator[0] === '!=',
  };
}

function unescape(value: string): string {
  return value.replace(/\\(.?)|[,=]/gsu, (found, escaped: string | undefined) => {
    if (escaped === undefined) {
      throw new FieldSelectorError(`invalid field selector: unescaped character in value: ${found.charCodeAt(0)}`);
    }
    if (!/^[\\,=]$/.test(escaped)) {
      throw new FieldSelectorError(`invalid field selector: invalid escape sequence: \\${escaped}`);
    }
    return escaped;
  });
}

/** A single operator selects everything. */
function supported({ field, value, exclude }: ReadTerm): FieldTerm[] {
  if (!isField(field)) {
    if (field === '' && value === '') {
      return [];
    }
    throw new FieldSelectorError(`field label not supported: ${field}`);
  }
  return [{ field: field satisfies FieldName, value, exclude }];
}
