import { compareKeys } from './yaml-keys.ts';
import { scalarStyle } from './yaml-scalar.ts';

/** A line is broken at the first space behind this column. */
const WIDTH = 80;

/**
 * A value as YAML, laid out as kubectl does it: keys in order, lists no deeper than their key, long
 * lines broken.
 *
 * Source: https://github.com/yaml/go-yaml/blob/v2.4.4/emitterc.go, which kubectl prints with.
 *
 * @param indent how deep the value stands, in spaces
 */
export function goYaml(value: unknown, indent: number): string {
  if (Array.isArray(value)) {
    return value.map((item) => `${' '.repeat(indent)}- ${itemText(item, indent)}`).join('');
  }
  return Object.entries(value as object)
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([key, inner]) => `${' '.repeat(indent)}${entryText(key, inner, indent)}`)
    .join('');
}

function itemText(item: unknown, indent: number): string {
  return isNested(item) ? goYaml(item, indent + 2).trimStart() : `${scalar(item, indent + 2, indent)}\n`;
}

function entryText(key: string, value: unknown, indent: number): string {
  const name = scalar(key, 0, 0);
  if (isNested(value)) {
    return `${name}:\n${goYaml(value, Array.isArray(value) ? indent : indent + 2)}`;
  }
  return `${name}: ${scalar(value, indent + name.length + 2, indent)}\n`;
}

const isNested = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

/** @param column where it begins; @param indent of the key it belongs to */
function scalar(value: unknown, column: number, indent: number): string {
  if (typeof value === 'string') {
    return text(value, column, ' '.repeat(indent + 2));
  }
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? '[]' : '{}';
  }
  return String(value);
}

function text(value: string, column: number, margin: string): string {
  switch (scalarStyle(value)) {
    case 'plain':
      return fold(value, column, margin, false);
    case 'single':
      return `'${fold(value.replaceAll("'", "''"), column + 1, margin, false)}'`;
    case 'literal':
      return literal(value, margin);
    case 'double':
      return `"${fold(escape(value), column + 1, margin, true)}"`;
  }
}

/** Breaks a long line at single spaces; where backslashes say so, at the first of several. */
function fold(value: string, column: number, margin: string, escaped: boolean): string {
  const characters = [...value];
  let folded = '';
  for (const [at, char] of characters.entries()) {
    const inside = at > 0 && at < characters.length - 1;
    const single = characters[at - 1] !== ' ' && (escaped || characters[at + 1] !== ' ');
    if (char === ' ' && column > WIDTH && inside && single) {
      folded += `\n${margin}${characters[at + 1] === ' ' ? '\\' : ''}`;
      column = margin.length;
    } else {
      folded += char;
      column++;
    }
  }
  return folded;
}

function literal(value: string, margin: string): string {
  const hint = /^[ \n]/.test(value) ? '2' : '';
  const chomp = !value.endsWith('\n') ? '-' : value === '\n' || value.endsWith('\n\n') ? '+' : '';
  const lines = value
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => (line === '' ? '' : margin + line));
  return `|${hint}${chomp}\n${lines.join('\n')}`;
}

const NAMED: Record<string, string> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\x85': 'N',
  '\u2028': 'L',
  '\u2029': 'P',
};

function escape(value: string): string {
  return value.replace(/["\\\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]|[^\u0000-\uffff]/gu, (char) => {
    const code = char.codePointAt(0) ?? 0;
    const hex = code.toString(16).toUpperCase();
    if (NAMED[char] !== undefined) {
      return `\\${NAMED[char]}`;
    }
    if (code <= 0xff) {
      return `\\x${hex.padStart(2, '0')}`;
    }
    return code <= 0xffff ? `\\u${hex}` : `\\U${hex.padStart(8, '0')}`;
  });
}
