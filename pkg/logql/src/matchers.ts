import { parseLogQuery } from './parse.ts';
import { DEFAULT_BASE, type Matcher } from './selector.ts';

/** The matchers of a stream selector, written with or without its braces; undefined if it cannot be read. */
export function parseMatchers(text: string): Matcher[] | undefined {
  const content = text.trim().replace(/^\{|,?\s*\}?$/g, '');
  if (content.trim() === '') {
    return [];
  }
  const query = parseLogQuery(`{${content}}`);
  return query?.stages.length === 0 ? query.matchers : undefined;
}

/** The streams that hold events: as configured, or else those of this collector and of the first one. */
export function baseMatchers(configured: string | undefined): readonly Matcher[] {
  const matchers = parseMatchers(configured ?? '');
  return matchers && matchers.length > 0 ? matchers : DEFAULT_BASE;
}
