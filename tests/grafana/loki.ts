/** What a query found: the series or streams, and how many. */
export type Found = Array<{
  metric?: Record<string, string>;
  stream?: Record<string, string>;
  value?: [number, string];
}>;

/** A query as Grafana's Loki data source sends it. Rejects with Loki's words where it is refused. */
export async function ask(
  url: string,
  expr: string,
  type: 'range' | 'instant',
  limit = 100,
  tenant?: string
): Promise<Found> {
  const endpoint = type === 'instant' ? 'query' : 'query_range';
  const range: Record<string, string> =
    type === 'range' ? { since: '3h', step: '60s', limit: String(limit) } : { limit: String(limit) };
  const response = await fetch(`${url}/loki/api/v1/${endpoint}?${new URLSearchParams({ query: expr, ...range })}`, {
    headers: tenant ? { 'x-scope-orgid': tenant } : {},
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${response.status} ${text} for ${expr}`);
  }
  return (JSON.parse(text) as { data: { result: Found } }).data.result;
}

/** The query as Loki's parser writes it: rejects where it cannot be read. */
export async function parsed(url: string, expr: string): Promise<string> {
  const response = await fetch(`${url}/loki/api/v1/format_query?${new URLSearchParams({ query: expr })}`);
  const { status, data } = (await response.json()) as { status: string; data: string };
  if (status !== 'success') {
    throw new Error(`${data} in ${expr}`);
  }
  return data;
}
