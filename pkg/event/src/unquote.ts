const NAMED: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v' };
const ESCAPE = /\\(?:u([\da-f]{4})|U([\da-f]{8})|x([\da-f]{2})|([0-7]{3})|([\s\S]))/gi;

/** The text of a Go string literal. @param text what is between its quotes */
export function unquote(text: string): string {
  return text.replace(ESCAPE, (_, u?: string, long?: string, x?: string, octal?: string, char = '') => {
    const code = u ?? long ?? x;
    if (code !== undefined || octal !== undefined) {
      return String.fromCodePoint(
        Math.min(octal === undefined ? parseInt(code ?? '', 16) : parseInt(octal, 8), 0x10ffff)
      );
    }
    return NAMED[char] ?? char;
  });
}
