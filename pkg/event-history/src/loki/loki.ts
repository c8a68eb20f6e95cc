import { readFileSync } from 'node:fs';
import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import { type LokiEntry } from '../events/stored-event.ts';
import { Failure, LokiFailure, NoAnswer } from './failure.ts';

/** Loki's address and credentials. */
export interface LokiAccess {
  /** Without `/loki/api` and without a trailing slash. */
  url: string;
  headers: Record<string, string>;
  tls?: Tls;
}

/** Files with certificates, and how the server's is verified. */
interface Tls {
  caCert?: string;
  cert?: string;
  key?: string;
  tlsServerName?: string;
  tlsSkipVerify?: boolean;
}

export interface RangeQuery {
  query: string;
  /** Nanoseconds since the epoch; the start is included, the end is not. */
  startNs: bigint;
  endNs: bigint;
  limit: number;
  direction: 'forward' | 'backward';
}

/** Entries with the same labels and metadata, as Loki answers: timestamp and line each. */
export interface Stream {
  stream: Record<string, string>;
  values: Array<[string, string]>;
}

export function entriesOf(streams: readonly Stream[]): LokiEntry[] {
  return streams.flatMap(({ stream, values }) =>
    values.map(([time, line]) => ({ timestampNs: BigInt(time), line, labels: stream }))
  );
}

/** A client for Loki's HTTP API: https://grafana.com/docs/loki/latest/reference/loki-http-api/. */
export class Loki {
  readonly access: LokiAccess;
  readonly dispatcher: Dispatcher;

  constructor(access: LokiAccess) {
    this.access = access;
    this.dispatcher = dispatcherFor(access);
  }

  /** The `limit` entries nearest to the start or the end, in no order. @throws {LokiFailure} */
  async queryRange(query: RangeQuery): Promise<LokiEntry[]> {
    const parameters = new URLSearchParams({
      query: query.query,
      start: String(query.startNs),
      end: String(query.endNs),
      limit: String(query.limit),
      direction: query.direction,
    });
    const answer = (await this.get(`/loki/api/v1/query_range?${parameters.toString()}`)) as {
      data?: { result?: Stream[] };
    };
    return entriesOf(answer.data?.result ?? []);
  }

  /** The values that a label has in the streams of a time range. */
  async labelValues(label: string, startNs: bigint, endNs: bigint): Promise<string[]> {
    const parameters = new URLSearchParams({ start: String(startNs), end: String(endNs) });
    const answer = (await this.get(`/loki/api/v1/label/${label}/values?${parameters.toString()}`)) as {
      data?: string[];
    };
    return answer.data ?? [];
  }

  /** The JSON answer to a GET of a path below Loki's address. @throws {Failure} */
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
      throw new NoAnswer(`cannot reach ${origin}: ${reasonOf(error)}`);
    }
    if (status !== 200) {
      throw new LokiFailure(origin, status, messageOf(text));
    }
    try {
      return JSON.parse(text);
    } catch {
      throw new Failure(`${origin}${pathname} did not answer with JSON: is this Loki's address?`);
    }
  }

  async close(): Promise<void> {
    await this.dispatcher.destroy();
  }
}

function dispatcherFor({ tls = {} }: LokiAccess): Dispatcher {
  const { caCert, cert, key, tlsServerName, tlsSkipVerify } = tls;
  const connect = {
    ...(caCert && { ca: readOf(caCert) }),
    ...(cert && { cert: readOf(cert) }),
    ...(key && { key: readOf(key) }),
    ...(tlsServerName && { servername: tlsServerName }),
    rejectUnauthorized: !tlsSkipVerify,
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

/** Grafana answers with JSON, Loki with plain text. */
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
