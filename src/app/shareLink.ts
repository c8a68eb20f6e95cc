import { type Span } from '../shared/time/range';
import { formatState, type ViewState } from '../shared/url/state';

/** A link that shows another person the same, also tomorrow: a range that ends now is written out. */
export function shareLink(href: string, state: ViewState, { from, to }: Span): string {
  const url = new URL(href);
  url.search = formatState({ ...state, from: String(Math.round(from)), to: String(Math.round(to)), refresh: '' });
  return url.toString();
}
