import { DEFAULT_BASE, type Matcher } from '@kubernetes-events/logql';

const MATCHER = /^\s*([a-zA-Z_]\w*)\s*(=~|!~|!=|=)\s*(?:"((?:\\.|[^"\\])*)"|`([^`]*)`)\s*(?:,|$)/;

/** LogQL matchers as a person writes them between braces; undefined where they cannot be read. */
export function parseMatchers(text: string): Matcher[] | undefined {
  let rest = text.trim().replace(/^\{|\}$/g, '');
  const matchers: Matcher[] = [];
  while (rest.trim()) {
    const match = MATCHER.exec(rest);
    if (!match) {
      return undefined;
    }
    const [whole, label = '', op = '=', quoted, raw] = match;
    matchers.push({ label, op: op as Matcher['op'], value: raw ?? unquote(quoted ?? '') });
    rest = rest.slice(whole.length);
  }
  return matchers;
}

const unquote = (text: string) => text.replace(/\\(.)/g, '$1');

/** The streams that hold events: as configured, else those of our collector and of the first one. */
export function baseMatchers(configured: string | undefined): readonly Matcher[] {
  const matchers = parseMatchers(configured ?? '');
  return matchers && matchers.length > 0 ? matchers : DEFAULT_BASE;
}
