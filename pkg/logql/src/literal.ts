/**
 * A text as a LogQL string literal, in double quotes with Go's escapes, which both Loki and Grafana read. A `$` is escaped
 * so that Grafana finds no variable in the text.
 *
 * Source: https://go.dev/ref/spec#String_literals, which Loki's lexer follows.
 */
export function quote(text: string): string {
  return `"${text.replace(/["\\$\u0000-\u001f\u007f\u2028\u2029]/g, escapeCharacter)}"`;
}

function escapeCharacter(char: string): string {
  return char === '"' || char === '\\' ? `\\${char}` : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** An RE2 expression that matches only this text. Source: https://github.com/google/re2/wiki/Syntax. */
export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** An RE2 expression that matches each of the texts, which may be empty. */
export function anyOf(values: readonly string[]): string {
  return values.map(escapeRegExp).join('|');
}

/**
 * The same for a comparison with a label. Of a choice of texts that begin alike, or one of which is empty, Loki makes a
 * search for their parts (3.7.8, `simplify` in pkg/logql/log/filter.go): `Failed|FailedMount` then matches `FailedCreate`. It
 * leaves an expression with anchors as it is.
 */
export const onlyOneOf = (values: readonly string[]): string =>
  values.some((value, at) => value === '' || values.slice(0, at).some((other) => beginAlike(value, other)))
    ? `${START}${anyOf(values)}${END}`
    : anyOf(values);

/** Whether texts have the same start, and rests that make no class of characters. */
function beginAlike(a: string, b: string): boolean {
  let same = 0;
  while (same < a.length && a[same] === b[same]) {
    same++;
  }
  return same > 0 && (a.length !== same + 1 || b.length !== same + 1);
}

const [START, END] = ['^(?:', ')$'];

/** The texts that an RE2 expression matches if it is nothing but a choice of texts, such as `a|b\.c` or `^(?:a|ab)$`. */
export function alternatives(expression: string): string[] | undefined {
  const isAnchored = expression.startsWith(START) && expression.endsWith(END);
  const pattern = isAnchored ? expression.slice(START.length, -END.length) : expression;
  if (/\\[a-z\d]/i.test(pattern) || /[.^$*+?()[\]{}]/.test(pattern.replace(/\\[\s\S]/g, ''))) {
    return undefined;
  }
  const parts = pattern.match(/(?:\\[\s\S]|[^|\\])+|(?<=^|\|)(?=\||$)/g) ?? [''];
  return parts.map((part) => part.replace(/\\([\s\S])/g, '$1'));
}
