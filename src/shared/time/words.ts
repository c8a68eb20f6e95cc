import { dateTimeFormat } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';
import { t } from '@grafana/i18n';
import { type Span } from './range';
import { DAY, HOUR, MINUTE, SECOND } from './units';

/** A length of time in its two largest units: `20 min`, `1 h 5 min`, `3 d`. */
export function durationWords(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  if (ms < MINUTE) {
    return t('time.seconds', '{{n}} s', { n: ms < 10 * SECOND ? Math.round(ms / 100) / 10 : Math.round(ms / SECOND) });
  }
  if (ms < HOUR) {
    return t('time.minutes', '{{n}} min', { n: Math.round(ms / MINUTE) });
  }
  return ms < 2 * DAY ? hoursWords(ms) : t('time.days', '{{n}} d', { n: Math.round(ms / DAY) });
}

function hoursWords(ms: number): string {
  const hours = Math.floor(ms / HOUR);
  const minutes = Math.round((ms - hours * HOUR) / MINUTE);
  return minutes > 0 && hours < 12
    ? t('time.hoursMinutes', '{{hours}} h {{minutes}} min', { hours, minutes })
    : t('time.hours', '{{n}} h', { n: Math.round(ms / HOUR) });
}

export const agoWords = (ms: number, now: number) =>
  now - ms < SECOND ? t('time.now', 'now') : t('time.ago', '{{duration}} ago', { duration: durationWords(now - ms) });

/** Whether a clock time needs its day beside it: within less than a day each time is unique. */
export const needsDay = ({ from, to }: Span): boolean => to - from > 20 * HOUR;

/** A clock time, with the day in front if wanted. */
export function clockWords(ms: number, timeZone: TimeZone, withDay: boolean): string {
  return dateTimeFormat(ms, { timeZone, format: withDay ? 'MM-DD HH:mm:ss' : 'HH:mm:ss' });
}

export const fullTime = (ms: number, timeZone: TimeZone) =>
  dateTimeFormat(ms, { timeZone, format: 'YYYY-MM-DD HH:mm:ss.SSS Z' });
