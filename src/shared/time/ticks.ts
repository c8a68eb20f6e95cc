import { dateTimeFormat } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { bucketsOf } from './buckets';
import { type Span } from './range';
import { DAY, MINUTE } from './units';

export interface Tick {
  ms: number;
  label: string;
}

/** Instants to label a time axis of this width with: round by the zone's clocks. */
export function ticksOf(span: Span, width: number, timeZone: TimeZone): Tick[] {
  const { edges, step } = bucketsOf(span, Math.max(2, Math.floor(width / 90)), timeZone);
  const format =
    step < MINUTE ? 'HH:mm:ss' : step < DAY ? (span.to - span.from > DAY ? 'MM-DD HH:mm' : 'HH:mm') : 'MM-DD';
  return edges
    .filter((ms) => ms >= span.from && ms <= span.to)
    .map((ms) => ({ ms, label: dateTimeFormat(ms, { timeZone, format }) }));
}
