import { dateMath, rangeUtil, type TimeRange } from '@grafana/data';
import { t } from '@grafana/i18n';
import { type TimeZone } from '@grafana/schema';
import { timeRange } from '../../shared/time/range';
import { isTimeZone } from '../../shared/time/zone';
import { commonDefaults, type CommonUrl } from './common';
import { type UrlFault, urlFault } from './UrlFault';

/** Time range, time zone and refresh interval as they are in use: those of the address, or others if they are unusable. */
export interface UsableTime {
  from: string;
  to: string;
  range: TimeRange;
  timeZone: TimeZone;
  /** An interval such as `10s`; empty for none. */
  refresh: string;
  faults: UrlFault[];
}

export interface Limits {
  /** The time zone of the person's preferences. */
  timeZone: TimeZone;
  /** The shortest interval that Grafana's administrator allows (`min_refresh_interval`), such as `5s`; may be empty. */
  minRefresh: string;
}

type TimeState = Pick<CommonUrl, 'from' | 'to' | 'timeZone' | 'refresh'>;

/** What of the address's time can be used at this moment, and what is wrong with the rest. */
export function usableTime(state: TimeState, limits: Limits): UsableTime {
  const zone = usableZone(state.timeZone, limits.timeZone);
  const range = usableRange(state, zone.timeZone);
  const refresh = usableRefresh(state.refresh, limits.minRefresh);
  const faults = [range.fault, zone.fault, refresh.fault].filter((fault) => fault !== undefined);
  return { ...range, timeZone: zone.timeZone, refresh: refresh.refresh, faults };
}

function usableZone(name: string, own: TimeZone): { timeZone: TimeZone; fault?: UrlFault } {
  if (name === '' || isTimeZone(name)) {
    return { timeZone: name || own };
  }
  const advice = t('link.zone', 'It is not a time zone. Use a name such as Europe/Berlin, utc or browser.');
  return { timeZone: own, fault: urlFault('timezone', name, advice) };
}

type UsableRange = Pick<UsableTime, 'from' | 'to' | 'range'> & { fault?: UrlFault };

function usableRange({ from, to }: TimeState, timeZone: TimeZone): UsableRange {
  const wrong = Object.entries({ from, to }).find(([, text]) => !isTime(text, timeZone));
  if (wrong) {
    const advice = t(
      'link.time',
      'It is not a time. Use now-3h or milliseconds since 1970. The page shows the last 3 hours.'
    );
    return { ...initialRange(timeZone), fault: urlFault(...wrong, advice) };
  }
  const range = timeRange(from, to, timeZone);
  if (range.from.valueOf() < range.to.valueOf()) {
    return { from, to, range };
  }
  const advice = t(
    'link.reversed',
    'The range ends before it starts. Swap the times. The page shows the last 3 hours.'
  );
  return { ...initialRange(timeZone), fault: { param: 'from', text: `from=${from}, to=${to}`, advice } };
}

function initialRange(timeZone: TimeZone): UsableRange {
  const { from, to } = commonDefaults;
  return { from, to, range: timeRange(from, to, timeZone) };
}

const isTime = (text: string, timezone: TimeZone) =>
  /^\d{9,14}$/.test(text) || (!/^\d+$/.test(text) && Boolean(dateMath.toDateTime(text, { timezone })?.isValid()));

function usableRefresh(refresh: string, minRefresh: string): { refresh: string; fault?: UrlFault } {
  if (refresh === '') {
    return { refresh };
  }
  if (!isInterval(refresh)) {
    const advice = t(
      'link.refresh',
      'It is not an interval. Use a number and a unit, such as 30s. The page does not refresh.'
    );
    return { refresh: '', fault: urlFault('refresh', refresh, advice) };
  }
  if (!isInterval(minRefresh) || rangeUtil.intervalToMs(refresh) >= rangeUtil.intervalToMs(minRefresh)) {
    return { refresh };
  }
  const advice = t(
    'link.refreshLow',
    'This Grafana allows {{shortest}} or longer. The page refreshes every {{shortest}}.',
    {
      shortest: minRefresh,
    }
  );
  return { refresh: minRefresh, fault: urlFault('refresh', refresh, advice) };
}

/** Whether this is an interval as Grafana writes them: `10s`, `1m`. */
export const isInterval = (text: string): boolean => /^[1-9]\d{0,5}(ms|[smhdwMy])$/.test(text);
