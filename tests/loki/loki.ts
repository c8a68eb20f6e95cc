import { setTimeout as delay } from 'node:timers/promises';
import { type Entry } from '../../pkg/event/src/index.ts';

/**
 * Pushes entries in Loki's JSON form, the oldest first: Loki refuses what is too far behind its stream, and answers 204
 * if only the last entry of a push is taken. Rejects with Loki's own words if it refuses that one.
 */
export async function push(url: string, entries: readonly Entry[], tenant?: string): Promise<void> {
  const oldestFirst = [...entries].sort((a, b) => Number(a.timestampNs - b.timestampNs));
  const streams = oldestFirst.map(({ labels, timestampNs, line, metadata }) => ({
    stream: labels,
    values: [[String(timestampNs), line, metadata]],
  }));
  const response = await fetch(`${url}/loki/api/v1/push`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(tenant && { 'x-scope-orgid': tenant }) },
    body: JSON.stringify({ streams }),
  });
  if (!response.ok) {
    throw new Error(`Loki refused the push: ${response.status} ${await response.text()}`);
  }
}

export interface Found {
  timestampNs: string;
  line: string;
  labels: Record<string, string>;
}

export interface QueryOptions {
  tenant?: string;
  limit?: number;
  /** In milliseconds since 1970; a day ago otherwise. */
  startMs?: number;
  /** Not included; now otherwise. */
  endMs?: number;
}

/** The lines that a log query finds in a time range, newest first. */
export async function find(url: string, logql: string, options: QueryOptions = {}): Promise<Found[]> {
  const { limit = 5000, startMs, endMs, tenant } = options;
  const start: Record<string, string> = startMs === undefined ? { since: '24h' } : { start: `${startMs}000000` };
  const end: Record<string, string> = endMs === undefined ? {} : { end: `${endMs}000000` };
  const parameters = { query: logql, limit: String(limit), ...start, ...end };
  const result = (await query(url, 'query_range', parameters, tenant)) as Array<{
    stream: Record<string, string>;
    values: Array<[string, string]>;
  }>;
  return result.flatMap(({ stream, values }) =>
    values.map(([timestampNs, line]) => ({ timestampNs, line, labels: stream }))
  );
}

/** A metric query's value right before `endMs`, as of the range of {@link find}; 0 if it finds nothing. */
export async function count(
  url: string,
  logql: string,
  { endMs, tenant }: Pick<QueryOptions, 'endMs' | 'tenant'> = {}
): Promise<number> {
  // A range vector includes its end and not its start.
  const time: Record<string, string> = endMs === undefined ? {} : { time: String(BigInt(endMs) * 1_000_000n - 1n) };
  const result = (await query(url, 'query', { query: logql, ...time }, tenant)) as Array<{ value: [number, string] }>;
  return result.reduce((sum, { value }) => sum + Number(value[1]), 0);
}

/** A metric query's values right now, by the values of some labels, with `|` between. */
export async function groups(
  url: string,
  logql: string,
  by: readonly string[],
  tenant?: string
): Promise<Record<string, number>> {
  const result = (await query(url, 'query', { query: logql }, tenant)) as Array<{
    metric: Record<string, string>;
    value: [number, string];
  }>;
  return Object.fromEntries(
    result.map(({ metric, value }) => [by.map((label) => metric[label] ?? '').join('|'), Number(value[1])])
  );
}

async function query(
  url: string,
  endpoint: string,
  parameters: Record<string, string>,
  tenant?: string
): Promise<unknown> {
  const response = await fetch(`${url}/loki/api/v1/${endpoint}?${new URLSearchParams(parameters).toString()}`, {
    headers: tenant ? { 'x-scope-orgid': tenant } : {},
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`Loki refused ${parameters.query}: ${response.status} ${text}`);
  }
  return (JSON.parse(text) as { data: { result: unknown } }).data.result;
}

/** Makes Loki write what it holds in memory to its store, and waits for it. */
export async function endChunks(url: string): Promise<void> {
  await fetch(`${url}/flush`, { method: 'POST' });
  for (const end = Date.now() + 60_000; Date.now() < end; await delay(50)) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    if (Number(/^loki_ingester_memory_chunks (\d+)/m.exec(metrics)?.[1]) === 0) {
      return;
    }
  }
  throw new Error(`Loki still holds chunks in memory a minute after POST ${url}/flush`);
}
