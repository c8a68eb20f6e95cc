import { readFileSync } from 'node:fs';
import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import { type LokiEntry } from '../events/kept-event.ts';
import { Failure, LokiFailure, Unanswered } from './failure.ts';

/** Where Loki is, and how one proves to be allowed to ask it. */
export interface LokiAccess {
  /** Without `/loki/api`, without a slash at the end. */
  url: string;
  headers: Record<string, string>;
  tls?: { ca?: string; cert?: string; key?: string; serverName?: string; insecure?: boolean };
}

export interface RangeQuery {
  query: string;
  /** Nanoseconds since the epoch; the start counts, the end does not. */
  startNs: bigint;
  endNs: bigint;
  limit: number;
  direction: 'forward' | 'backward';
}

interface Answer {
  data?: { result?: Array<{ stream: Record<string, string>; values: Array<[string, string]> }> };
}

/** Loki's HTTP API, as far as it is needed: https://grafana.com/docs/loki/latest/reference/loki-http-api/. */
export class Loki {
  readonly access: LokiAccess;
  readonly dispatcher: Dispatcher;

  constructor(access: LokiAccess) {
    this.access = access;
    this.dispatcher = dispatcherFor(access);
  }

  /** Up to `limit` entries, those nearest to the start or the end, in no order. @throws {LokiFailure} */
  async queryRange(query: RangeQuery): Promise<LokiEntry[]> {
    const parameters = new URLSearchParams({
      query: query.query,
      start: String(query.startNs),
      end: String(query.endNs),
      limit: String(query.limit),
      direction: query.direction,
    });
    const answer = (await this.get(`/loki/api/v1/query_range?${parameters.toString()}`)) as Answer;
    return (answer.data?.result ?? []).flatMap(({ stream, values }) =>
      values.map(([time, line]) => ({ timestampNs: BigInt(time), line, labels: stream }))
    );
  }

  /** The values that a label has in the streams of a time range. */
  async labelValues(label: string, startNs: bigint, endNs: bigint): Promise<string[]> {
    const parameters = new URLSearchParams({ start: String(startNs), end: String(endNs) });
    const answer = (await this.get(`/loki/api/v1/label/${label}/values?${parameters.toString()}`)) as {
      data?: string[];
    };
    return answer.data ?? [];
  }

  /** What a GET below Loki's address gives, as JSON. @throws {Failure} */
  async get(path: string): Promise<unknown> {
    const { origin, pathname } = new URL(this.access.url);
    let status: number;
    let text: string;
    try {
      const response = await this.dispatcher.request({
        origin,
        path: `${pathname.replace(/\/$/, '')}${path}`,
        method: 'GET',
        headers: { ...this.access.headers, accept: 'application/json' },
      });
      status = response.statusCode;
      text = await response.body.text();
    } catch (error) {
      throw new Unanswered(`cannot reach ${origin}: ${reasonOf(error)}`);
    }
    if (status !== 200) {
      throw new LokiFailure(origin, status, messageOf(text));
    }
    try {
      return JSON.parse(text);
    } catch {
      throw new Failure(`${origin}${pathname} does not answer as Loki does: is this Loki's address?`);
    }
  }

  async close(): Promise<void> {
    await this.dispatcher.destroy();
  }
}

function dispatcherFor({ tls = {} }: LokiAccess): Dispatcher {
  const { ca, cert, key, serverName, insecure } = tls;
  const connect = {
    ...(ca && { ca: readOf(ca) }),
    ...(cert && { cert: readOf(cert) }),
    ...(key && { key: readOf(key) }),
    ...(serverName && { servername: serverName }),
    rejectUnauthorized: !insecure,
  };
  const viaProxy = Object.entries(process.env).some(([name, value]) => value && /^https?_proxy$/i.test(name));
  const options = { connect, allowH2: false, headersTimeout: 300_000, bodyTimeout: 300_000 };
  return viaProxy ? new EnvHttpProxyAgent({ ...options, requestTls: connect }) : new Agent(options);
}

function readOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure(`cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`);
  }
}

/** Grafana wraps what it says in JSON, Loki does not. */
function messageOf(text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    return typeof message === 'string' ? message : text.trim();
  } catch {
    return text.trim().slice(0, 1000);
  }
}

function reasonOf(error: unknown): string {
  const { code, message, errors } = error as { code?: string; message?: string; errors?: Error[] };
  return message || errors?.[0]?.message || code || String(error);
}
