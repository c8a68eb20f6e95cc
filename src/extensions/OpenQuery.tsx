import { Navigate, useLocation } from 'react-router-dom';
import { parseUrl, searchText, written } from '../view/url/codec';
import { type CommonUrl, commonUrl } from '../view/url/common';
import { asksForEvents, labelsState, queryState } from '../view/url/queryState';

/** Where links from the rest of Grafana arrive: turns a query or labels into filters, and opens the events. */
export default function OpenQuery() {
  const { search } = useLocation();
  return <Navigate to={`../events${openState(search)}`} relative="path" replace />;
}

/** The search part of the page of events, for that of a link: `expr` or `labels`, `ds`, `from`, `to`. */
export function openState(search: string): string {
  const params = new URLSearchParams(search);
  const expr = params.get('expr') ?? '';
  const { ds, from, to } = parseUrl(commonUrl, params);
  const state: Partial<CommonUrl> = {
    // The logs or metrics of a thing may be kept elsewhere than its events.
    ds: asksForEvents(expr) ? ds : '',
    from,
    to,
    ...(expr ? (queryState(expr) ?? { left: [expr] }) : labelsState(labelsIn(params.get('labels') ?? ''))),
  };
  return searchText(written(new URLSearchParams(), commonUrl, state));
}

/** None where a hand-made link has no object there. */
function labelsIn(json: string): Record<string, string> {
  try {
    const labels: unknown = JSON.parse(json);
    return Object.fromEntries(
      Object.entries(labels ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    );
  } catch {
    return {};
  }
}
