import { countQuery, type EventQuery, instantAfter } from '@kubernetes-events/logql';
import { SIGN_TEMPLATE } from './signs.ts';

/** What makes a group. */
export const BY = ['cluster', '_namespace', 'workload', '_kind', 'reason', 'sign'];

/** Loki counts what is after a window's start and up to its end; a bucket starts with its first instant. */
const OFFSET_MS = 1;

/** Counts the signs of what a question selects, in windows of a length. */
export function exprOf(
  query: EventQuery,
  { filters = [], lines = [] }: Pick<EventQuery, 'filters' | 'lines'>,
  windowMs: number,
  stages: readonly string[]
): string {
  return countQuery(
    { ...query, filters: [...(query.filters ?? []), ...filters], lines: [...(query.lines ?? []), ...lines] },
    {
      by: BY,
      stages: [...stages, `| label_format sign=\`${SIGN_TEMPLATE}\``],
      window: `${windowMs / 1000}s`,
      offset: `${instantAfter(windowMs) - windowMs + OFFSET_MS}ms`,
      what: 'occurrences',
    }
  );
}
