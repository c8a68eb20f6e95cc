import { type TimeZone } from '@grafana/schema';
import { type Span } from '../shared/time/range';
import { daysBefore } from '../shared/time/zone';

/** What to compare the range with, by name: the URL holds the name, or a period of one's own. */
export type BaselineName = 'before' | 'yesterday' | 'week';

/** The period to compare with: as told, else right before the range. */
export function baselineOf(span: Span, from: string, to: string, timeZone: TimeZone): Span {
  const length = span.to - span.from;
  const before = (days: number) => ({
    from: daysBefore(span.from, days, timeZone),
    to: daysBefore(span.to, days, timeZone),
  });
  switch (from) {
    case 'yesterday':
      return before(1);
    case 'week':
      return before(7);
    default: {
      const start = Number(from);
      return from && start > 0
        ? { from: start, to: Number(to) || start + length }
        : { from: span.from - length, to: span.from };
    }
  }
}
