import { type Scope } from '../problems/scope.ts';

/** Lists and texts in an answer are no longer than this: a client gives it to a model, whose context is small. */
const MOST_ITEMS = 200;
const LONGEST_TEXT = 1500;

/** A value with its long lists and texts cut, and that said where they are cut. */
export function bounded(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}… (${value.length} characters)` : value;
  }
  if (Array.isArray(value)) {
    const more = value.length - MOST_ITEMS;
    return [...value.slice(0, MOST_ITEMS).map(bounded), ...(more > 0 ? [`and ${more} more`] : [])];
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, bounded(inner)]));
  }
  return value;
}

export const rfc3339 = (ms: number): string => new Date(ms).toISOString();

/** Where and when was looked. */
export const lookedAt = ({ namespace, cluster, workload, span }: Scope) => ({
  namespace: namespace ?? 'all namespaces',
  ...(cluster !== undefined && { cluster }),
  ...(workload !== undefined && { workload }),
  from: rfc3339(span.from),
  to: rfc3339(span.to),
});

interface Listed {
  /** How many of them the answer has. */
  limit: number;
  /** Whether there may be more than were read. */
  partly?: boolean;
  /** Which of them are shown: `the newest`. */
  which: string;
}

/** The first items, how many there are, and how to see the others. */
export function listed<Item>(items: readonly Item[], { limit, partly = false, which }: Listed) {
  const shown = items.slice(0, limit);
  const found = `${partly ? 'at least ' : ''}${items.length}`;
  return {
    items: shown,
    counts: {
      found: items.length,
      ...(partly && { foundAtLeast: true }),
      shown: shown.length,
      ...((partly || shown.length < items.length) && {
        notShown: `These are ${which} ${shown.length} of ${found}. To see others, raise limit or narrow the namespace, the object or the time range.`,
      }),
    },
  };
}
