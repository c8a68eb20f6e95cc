import { type LineFilter } from './filter.ts';
import { type Matcher } from './selector.ts';
import { unquote } from './unquote.ts';

const STRING = String.raw`(?:"(?:\\[\s\S]|[^"\\])*"|${'`[^`]*`'})`;
const COMPARISON = new RegExp(String.raw`^\s*([a-zA-Z_]\w*)\s*(=~|!~|!=|==?)\s*(${STRING})\s*`);
const LINE = new RegExp(String.raw`^(\|=|\|~|!=|!~)\s*(${STRING})\s*$`);
/** Stages that take no comparison: `!=` after them is a line filter. */
const NO_COMPARISON = /^(?:\|=|\|~|\|>|!=|!~|!>|\|\s*(?:json|logfmt|unpack|regexp|pattern|decolorize|drop|keep)\b)/;
const CASELESS = '(?i)';

const textOf = (literal: string) => (literal.startsWith('`') ? literal.slice(1, -1) : unquote(literal.slice(1, -1)));

/** The first stream selector of an expression, and what follows it; undefined where there is none that can be read. */
export function selectorIn(expr: string): { matchers: Matcher[]; rest: string } | undefined {
  const start = indexOutsideStrings(expr, 0, (char) => char === '{');
  if (start < 0) {
    return undefined;
  }
  const end = indexOutsideStrings(expr, start, (char) => char === '}');
  const matchers = end < 0 ? undefined : readComparison(expr.slice(start + 1, end));
  return matchers && { matchers, rest: expr.slice(end + 1) };
}

/** `a="x", b!~"y"` or `| a="x" and b="y"`; undefined where there is more to it. */
export function readComparison(text: string): Matcher[] | undefined {
  let rest = text.replace(/^\s*\|/, '');
  const found: Matcher[] = [];
  while (rest.trim()) {
    const match = COMPARISON.exec(rest);
    if (!match) {
      return undefined;
    }
    const [whole, label = '', op = '=', literal = ''] = match;
    found.push({ label, op: (op === '==' ? '=' : op) as Matcher['op'], value: textOf(literal) });
    const after = rest.slice(whole.length);
    const joint = /^(?:,|and\b)/.exec(after)?.[0] ?? '';
    if (!joint && after) {
      return undefined;
    }
    rest = after.slice(joint.length);
  }
  return found;
}

/** `|= "text"`, `!~ "(?i)a|b"`; undefined for another stage. */
export function readLineStage(stage: string): LineFilter | undefined {
  const [, op = '', literal = ''] = LINE.exec(stage) ?? [];
  if (!op) {
    return undefined;
  }
  const text = textOf(literal);
  const exclude = op.startsWith('!');
  if (!op.endsWith('~')) {
    return { text, exclude, regexp: false, caseSensitive: true };
  }
  const caseSensitive = !text.startsWith(CASELESS);
  const pattern = caseSensitive ? text : text.slice(CASELESS.length);
  const [only, ...more] = alternatives(pattern) ?? [];
  // Without regard to case a text is looked for by an expression: it comes back as the text that it was.
  return only !== undefined && more.length === 0 && !caseSensitive
    ? { text: only, exclude, regexp: false, caseSensitive }
    : { text: pattern, exclude, regexp: true, caseSensitive };
}

/** The texts that an RE2 expression matches, where it is nothing but a choice of texts: `a|b\.c`. */
export function alternatives(pattern: string): string[] | undefined {
  if (/\\[a-z\d]/i.test(pattern) || /[.^$*+?()[\]{}]/.test(pattern.replace(/\\[\s\S]/g, ''))) {
    return undefined;
  }
  const parts = pattern.match(/(?:\\[\s\S]|[^|\\])+|(?<=^|\|)(?=\||$)/g) ?? [''];
  return parts.map((part) => part.replace(/\\([\s\S])/g, '$1'));
}

/** The first stage of a pipeline, with its operator; empty at the pipeline's end (a range, a bracket). */
export function cutStage(pipeline: string): { stage: string; rest: string } {
  const text = pipeline.trimStart();
  if (!/^(?:\||!)/.test(text)) {
    return { stage: '', rest: '' };
  }
  let depth = 0;
  const plain = NO_COMPARISON.test(text);
  const end = indexOutsideStrings(text, 2, (char, at) => {
    if (char === '(') {
      depth += 1;
    } else if (char === ')') {
      depth -= 1;
    }
    return depth < 0 || (depth === 0 && (char === '[' || char === '|' || (plain && /^![=~>]/.test(text.slice(at)))));
  });
  const stage = end < 0 ? text : text.slice(0, end);
  return { stage: stage.trim(), rest: text.slice(stage.length) };
}

function indexOutsideStrings(text: string, from: number, found: (char: string, at: number) => boolean): number {
  const strings = new RegExp(STRING, 'y');
  for (let at = from; at < text.length; at++) {
    strings.lastIndex = at;
    const literal = strings.exec(text)?.[0];
    if (literal) {
      at += literal.length - 1;
    } else if (found(text[at] ?? '', at)) {
      return at;
    }
  }
  return -1;
}
