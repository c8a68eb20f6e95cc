import { dateTime, type RawTimeRange, rangeUtil, type TimeRange } from '@grafana/data';

/** A stretch of time in milliseconds since the epoch. */
export interface Span {
  from: number;
  to: number;
}

const isMilliseconds = (text: string) => /^\d{9,}$/.test(text);

/** A range as the URL has it, as Grafana's pickers want it. */
export function rawRange(from: string, to: string): RawTimeRange {
  const read = (text: string) => (isMilliseconds(text) ? dateTime(Number(text)) : text);
  return { from: read(from), to: read(to) };
}

/** The range with `now` taken at this moment. */
export function timeRange(from: string, to: string, timeZone: string): TimeRange {
  return rangeUtil.convertRawToRange(rawRange(from, to), timeZone);
}

/** A range picked in Grafana's picker, as the URL has it. */
export function rangeText(raw: RawTimeRange): { from: string; to: string } {
  const write = (value: RawTimeRange['from']) => (typeof value === 'string' ? value : String(value.valueOf()));
  return { from: write(raw.from), to: write(raw.to) };
}

export function spanOf({ from, to }: TimeRange): Span {
  return { from: from.valueOf(), to: to.valueOf() };
}

/** A span as Grafana's data sources want it. */
export function rangeOf({ from, to }: Span): TimeRange {
  const range = { from: dateTime(from), to: dateTime(to) };
  return { ...range, raw: range };
}
