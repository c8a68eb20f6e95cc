import { list, parseUrl, text, texts, type ValuesOf } from './codec';
import { formatFilter, formatLine, parseFilter, parseLine } from './filters';

/** What every page has in the address. Each page adds its own: see the `url.ts` beside it. */
export const commonUrl = {
  /** The Loki data source's uid; empty for the configured or the first one. */
  ds: text('ds', ''),
  /** As Grafana writes time ranges: `now-3h`, or milliseconds since the epoch. */
  from: text('from', 'now-3h'),
  to: text('to', 'now'),
  /** A time zone as Grafana names it: `browser`, `utc`, an IANA name; empty for the person's own. */
  timeZone: text('timezone', ''),
  /** How often to refresh, such as `10s`; empty for never. */
  refresh: text('refresh', ''),
  filters: list('f', parseFilter, formatFilter),
  lines: list('q', parseLine, formatLine),
  /** LogQL matchers in place of the configured ones, without braces, if a link came with some. */
  base: text('base', ''),
  /** The parts of an imported query that the filters do not cover, as they were written. */
  left: texts('left'),
  /** A kubectl field selector, as typed. */
  fieldSelector: text('fs', ''),
  /** The event whose details are open, by its record's id. */
  event: text('event', ''),
};

export type CommonUrl = ValuesOf<typeof commonUrl>;

/** The values of an address without parameters. */
export const commonDefaults: CommonUrl = parseUrl<CommonUrl>(commonUrl, new URLSearchParams());
