import { type Span } from '../shared/time/range';

const DAY = 24 * 3600_000;

/** What to compare the range with, by name: the URL holds the name, or a period of one's own. */
export type BaselineName = 'before' | 'yesterday' | 'week';

/** The period to compare with: as told, else right before the range. */
export function baselineOf(span: Span, from: string, to: string): Span {
  const length = span.to - span.from;
  switch (from) {
    case 'yesterday':
      return { from: span.from - DAY, to: span.to - DAY };
    case 'week':
      return { from: span.from - 7 * DAY, to: span.to - 7 * DAY };
    default: {
      const start = Number(from);
      return from && start > 0
        ? { from: start, to: Number(to) || start + length }
        : { from: span.from - length, to: span.from };
    }
  }
}
