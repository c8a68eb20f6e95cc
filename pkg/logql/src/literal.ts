/**
 * A text as a LogQL string literal. Double quotes with Go's escapes, which hold whatever the text does; Loki and Grafana
 * both read them, and a `$` is spelt out so that Grafana takes no part of it for a variable.
 *
 * Source: https://go.dev/ref/spec#String_literals, which Loki's lexer follows.
 */
export function quote(text: string): string {
  return `"${text.replace(/["\\$\u0000-\u001f\u007f\u2028\u2029]/g, escapeCharacter)}"`;
}

function escapeCharacter(char: string): string {
  return char === '"' || char === '\\' ? `\\${char}` : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A text as an RE2 expression that matches just it. Source: https://github.com/google/re2/wiki/Syntax. */
export function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** An RE2 expression that matches any of the texts, an empty one too. */
export function anyOf(values: readonly string[]): string {
  return values.map(escapeRegExp).join('|');
}
