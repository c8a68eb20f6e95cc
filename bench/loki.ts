import { Agent, request } from 'undici';
import { type Marker } from './events.ts';

const dispatcher = new Agent();
const MARK = /"?event-([a-z]+-\d+)-(\d+)"?/;

/** A GET's or POST's answer. @throws for any status but 2xx */
export async function call(url: string, body?: string): Promise<string> {
  const method = body === undefined ? 'GET' : 'POST';
  const headers = { 'content-type': 'application/json' };
  const answer = await request(url, { dispatcher, method, headers, body: body ?? null });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) {
    throw new Error(`${url}: ${answer.statusCode} ${text.slice(0, 300)}`);
  }
  return text;
}

/** The end of the search, in the future so that current events are included. */
const endS = (): number => Math.ceil(Date.now() / 1000) + 60;

/**
 * How many lines of a selector name this marker. What is older than it is not looked at: the more that is kept from
 * before, the longer would it take.
 */
export async function count(loki: string, selector: string, { name, sinceS }: Marker): Promise<number> {
  const end = endS();
  const query = `sum(count_over_time(${selector} |= "event-${name}-" [${end - sinceS + 1}s]))`;
  const params = new URLSearchParams({ query, time: String(end) });
  const answer = JSON.parse(await call(`${loki}/loki/api/v1/query?${params}`)) as {
    data: { result: Array<{ value: [number, string] }> };
  };
  return Number(answer.data.result[0]?.value[1] ?? 0);
}

/** Which of these events of a marker Loki answers a query with: at most 200 of them. */
export const seen = (loki: string, selector: string, { name, sinceS }: Marker, numbers: readonly number[]) =>
  list(loki, {
    query: `${selector} |~ "event-${name}-(${numbers.join('|')})[^0-9]"`,
    start: String(sinceS),
    end: String(endS()),
    limit: '200',
  });

/** What a person's screen shows of a marker: its newest 60 events of the last 100 s. */
export const onScreen = (loki: string, selector: string, { name }: Marker) =>
  list(loki, {
    query: `${selector} |= "event-${name}-"`,
    start: String(Math.floor(Date.now() / 1000) - 100),
    end: String(endS()),
    limit: '60',
    direction: 'backward',
  });

/** The numbers of the events that Loki answers with. */
async function list(loki: string, params: Record<string, string>): Promise<number[]> {
  const answer = JSON.parse(await call(`${loki}/loki/api/v1/query_range?${new URLSearchParams(params)}`)) as {
    data: { result: Array<{ values: Array<[string, string]> }> };
  };
  return answer.data.result.flatMap(({ values }) => values.map(([, line]) => Number(MARK.exec(line)?.[2])));
}

/** Lines that Loki has accepted since its start, from all clients. Cheaper than a query. */
export async function linesTaken(loki: string): Promise<number> {
  const text = await call(`${loki}/metrics`);
  return [...text.matchAll(/^loki_distributor_lines_received_total\{[^}]*\} ([\d.e+]+)$/gm)].reduce(
    (sum, [, value]) => sum + Number(value),
    0
  );
}
