import { type Filter, type LineFilter } from '@kubernetes-events/logql';
import { type Codecs, list, parseUrl, text, texts } from './codec';
import { formatFilter, formatLine, parseFilter, parseLine } from './filters';

/** What every page has in the address. Each page adds its own: see the `url.ts` beside it. */
export interface CommonUrl {
  /** The Loki data source's uid; empty for the configured or the first one. */
  ds: string;
  /** As Grafana writes time ranges: `now-3h`, or milliseconds since the epoch. */
  from: string;
  to: string;
  /** A time zone as Grafana names it: `browser`, `utc`, an IANA name; empty for the person's own. */
  timeZone: string;
  /** How often to refresh, such as `10s`; empty for never. */
  refresh: string;
  filters: Filter[];
  lines: LineFilter[];
  /** LogQL matchers in place of the configured ones, without braces, if a link came with some. */
  base: string;
  /** The parts of an imported query that the filters do not cover, as they were written. */
  left: string[];
  /** A kubectl field selector, as typed. */
  fieldSelector: string;
  /** The event whose details are open, by its record's id. */
  event: string;
}

export const commonUrl: Codecs<CommonUrl> = {
  ds: text('ds', ''),
  from: text('from', 'now-3h'),
  to: text('to', 'now'),
  timeZone: text('timezone', ''),
  refresh: text('refresh', ''),
  filters: list('f', parseFilter, formatFilter),
  lines: list('q', parseLine, formatLine),
  base: text('base', ''),
  left: texts('left'),
  fieldSelector: text('fs', ''),
  event: text('event', ''),
};

/** The values of an address without parameters. */
export const commonDefaults: CommonUrl = parseUrl(commonUrl, new URLSearchParams());
