import { type TimeZone } from '@grafana/schema';
import { type Span, spanOf, timeRange } from '../shared/time/range';
import { daysBefore } from '../shared/time/zone';

/** The periods to compare with that have a name; the URL holds the name, or a range as the time picker has it. */
const NAMED = {
  '': ({ from, to }: Span): Span => ({ from: from - (to - from), to: from }),
  yesterday: (span: Span, timeZone: TimeZone) => spanBefore(span, 1, timeZone),
  week: (span: Span, timeZone: TimeZone) => spanBefore(span, 7, timeZone),
};

export type BaselineName = keyof typeof NAMED;

export const isNamed = (from: string): from is BaselineName => Object.hasOwn(NAMED, from);

/** The period to compare with, as the URL has it; undefined if it is no period. */
export function baselineOf(span: Span, from: string, to: string, timeZone: TimeZone): Span | undefined {
  if (isNamed(from)) {
    return NAMED[from](span, timeZone);
  }
  const own = spanOf(timeRange(from, to, timeZone));
  return own.from < own.to ? own : undefined;
}

const spanBefore = ({ from, to }: Span, days: number, timeZone: TimeZone): Span => ({
  from: daysBefore(from, days, timeZone),
  to: daysBefore(to, days, timeZone),
});
