import { Failure } from '../../loki/failure.ts';

const ESCAPES: Record<string, string> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

/** What a Go literal in double or single quotes says. Source: https://pkg.go.dev/strconv#UnquoteChar. @throws {Failure} */
export function unquote(literal: string): string {
  const quote = literal[0];
  return literal.slice(1, -1).replace(/\\(x[\da-f]{2}|u[\da-f]{4}|U[\da-f]{8}|[0-7]{3}|.?)/gis, (_, escape: string) => {
    const known = ESCAPES[escape];
    if (known !== undefined && !(/["']/.test(escape) && escape !== quote)) {
      return known;
    }
    const code = escape.length > 1 ? parseInt(escape.replace(/^[xuU]/, ''), /^[xuU]/.test(escape) ? 16 : 8) : NaN;
    if (!(code <= 0x10ffff)) {
      throw new Failure(`unquote string ${literal} error invalid syntax`);
    }
    return String.fromCodePoint(code);
  });
}
