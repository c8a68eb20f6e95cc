import { dateTimeFormat } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { bucketsOf } from './buckets';
import { type Span } from './range';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export interface Tick {
  ms: number;
  label: string;
}

/** Round instants to label a time axis of this width with. */
export function ticksOf(span: Span, width: number, timeZone: TimeZone): Tick[] {
  const { from, to, step } = bucketsOf(span, Math.max(2, Math.floor(width / 90)));
  const format =
    step < MINUTE ? 'HH:mm:ss' : step < DAY ? (span.to - span.from > DAY ? 'MM-DD HH:mm' : 'HH:mm') : 'MM-DD';
  const ticks: Tick[] = [];
  for (let ms = from; ms <= to; ms += step) {
    if (ms >= span.from && ms <= span.to) {
      ticks.push({ ms, label: dateTimeFormat(ms, { timeZone, format }) });
    }
  }
  return ticks;
}
