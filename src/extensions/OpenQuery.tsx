import { Navigate, useLocation } from 'react-router-dom';
import { parseUrl, searchText, written } from '../view/url/codec';
import { type CommonUrl, commonUrl } from '../view/url/common';
import { asksForEvents, labelsState, queryState } from '../view/url/queryState';

/** Where links from the rest of Grafana arrive: turns a query or labels into filters, and opens the page for them. */
export default function OpenQuery() {
  const { search } = useLocation();
  return <Navigate to={`../${openTarget(search)}`} relative="path" replace />;
}

/**
 * The page to open and its search part, for that of a link: `expr` or `labels`, `ds`, `from`, `to`. An alert on an object
 * opens the object's problems. One on kinds of events opens those events, which need not be of a problem; so does a query.
 */
export function openTarget(search: string): string {
  const params = new URLSearchParams(search);
  const expr = params.get('expr') ?? '';
  const { ds, from, to } = parseUrl(commonUrl, params);
  const labels = expr ? undefined : labelsState(labelsIn(params.get('labels') ?? ''));
  const state: Partial<CommonUrl> = {
    // The logs or metrics of a thing may be kept elsewhere than its events.
    ds: asksForEvents(expr) ? ds : '',
    from,
    to,
    ...(expr ? (queryState(expr) ?? { left: [expr] }) : labels),
  };
  const page = labels && !labels.filters.some(({ field }) => OF_EVENTS.has(field)) ? 'problems' : 'events';
  return page + searchText(written(new URLSearchParams(), commonUrl, state));
}

/** Fields that say what kind of event it is rather than what it is about. */
const OF_EVENTS = new Set(['reason', '_type', 'component']);

/**
 * None where a hand-made link has no object there. Grafana leaves the variable of a data link, such as
 * `${__field.labels.pod}`, as it is if the series has no such label.
 */
function labelsIn(json: string): Record<string, string> {
  try {
    const labels: unknown = JSON.parse(json);
    return Object.fromEntries(
      Object.entries(labels ?? {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string' && !entry[1].includes('${')
      )
    );
  } catch {
    return {};
  }
}
