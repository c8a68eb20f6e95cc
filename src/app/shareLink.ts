import { type TimeZone } from '@grafana/schema';
import { type Span } from '../shared/time/range';
import { namedZone } from '../shared/time/zone';
import { formatState, type ViewState } from '../view/url/state';

/** A link that shows another person the same, also tomorrow: range and time zone are written out. */
export function shareLink(href: string, state: ViewState, { from, to }: Span, timeZone: TimeZone): string {
  const url = new URL(href);
  url.search = formatState({
    ...state,
    from: String(Math.round(from)),
    to: String(Math.round(to)),
    timeZone: namedZone(timeZone),
    refresh: '',
  });
  return url.toString();
}
