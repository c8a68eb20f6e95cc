import { type Page, type Request, type Route } from 'playwright-core';

/** What the app asks Loki for: `instant` for a count at one time, `range` for lines and counts over time. */
export interface LokiQuery {
  type: 'instant' | 'range';
  expr: string;
}

interface GrafanaBody {
  queries?: Array<{ refId: string; expr?: string; queryType?: LokiQuery['type'] }>;
}

/** The preview host asks Loki itself, a Grafana's browser asks its backend. */
const QUERY = /\/loki\/api\/v1\/query(_range)?\?|\/api\/ds\/query/;

/** Whether a request asks Loki for lines or counts. */
export const isQuery = (request: Request): boolean => QUERY.test(request.url());

const isGrafana = (request: Request) => request.url().includes('/api/ds/query');

/** What a request asks Loki for. */
export function queriesOf(request: Request): LokiQuery[] {
  if (isGrafana(request)) {
    const { queries = [] } = request.postDataJSON() as GrafanaBody;
    return queries.map(({ expr = '', queryType = 'range' }) => ({ expr, type: queryType }));
  }
  const { pathname, searchParams } = new URL(request.url());
  const type = pathname.endsWith('query_range') ? 'range' : 'instant';
  return [{ type, expr: searchParams.get('query') ?? '' }];
}

/**
 * Handles those queries that match in place of Loki, in the preview host and in a Grafana alike, until what is returned
 * is called.
 */
export async function interceptQueries(
  page: Page,
  matches: (query: LokiQuery) => boolean,
  handle: (route: Route) => unknown
): Promise<() => Promise<void>> {
  const handler = async (route: Route) => {
    await (queriesOf(route.request()).some(matches) ? handle(route) : route.fallback());
  };
  await page.route(QUERY, handler);
  return () => page.unroute(QUERY, handler);
}

/** Answers as a Loki, or a Grafana in front of one, that cannot: with a status and Loki's own words. */
export function failWith(message: string, status = 500): (route: Route) => Promise<void> {
  return (route) => {
    const request = route.request();
    if (!isGrafana(request)) {
      return route.fulfill({ status, body: message });
    }
    const { queries = [] } = request.postDataJSON() as GrafanaBody;
    const results = Object.fromEntries(queries.map(({ refId }) => [refId, { error: message, status, frames: [] }]));
    return route.fulfill({ status, json: { results } });
  };
}
