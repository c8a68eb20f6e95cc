import { type TimeZone } from '@grafana/schema';
import { type Span } from '../shared/time/range';
import { namedZone } from '../shared/time/zone';
import { searchText, written } from '../view/url/codec';
import { commonUrl } from '../view/url/common';

/** A link that shows another person the same, also tomorrow: range and time zone are written out. */
export function shareLink(href: string, params: URLSearchParams, { from, to }: Span, timeZone: TimeZone): string {
  const url = new URL(href);
  url.search = searchText(
    written(params, commonUrl, {
      from: String(Math.round(from)),
      to: String(Math.round(to)),
      timeZone: namedZone(timeZone),
      refresh: '',
    })
  );
  return url.toString();
}
