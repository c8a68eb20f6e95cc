import { type IncomingMessage } from 'node:http';
import { readBody, sendRequest } from '../http/request.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import { withDeadline } from '../time/deadline.ts';
import { type Credentials } from './credentials.ts';
import { type Result, failureOf, networkFailure, type Status } from './failure.ts';

/** After how long a silence the kernel starts to probe the connection, in milliseconds. */
const KEEP_ALIVE_MS = 15_000;

/** For responses that are kept in memory as a whole. Lists are not. etcd takes objects of up to 1.5 MiB. */
const LARGEST_DOCUMENT = 4 * 1024 * 1024;

export interface ApiRequest {
  /** For messages; see Failure. */
  stage: string;
  method?: 'GET' | 'POST' | 'PUT';
  path: string;
  query?: Record<string, string | undefined>;
  body?: unknown;
  /** The form of the answer; plain JSON else. */
  accept?: string;
  /** Reads the answer as it comes; {@link JSON.parse}, when it is there, else. */
  reader?: { push(chunk: Buffer): void; end(): unknown };
  /** Until the whole response has arrived; for a watch, its headers. */
  timeoutMs: number;
}

/** Requests to the API server: answers and failures as values, never a throw. */
export class ApiServer {
  readonly #credentials: Credentials;
  readonly #userAgent: string;

  constructor(credentials: Credentials, userAgent: string) {
    this.#credentials = credentials;
    this.#userAgent = userAgent;
  }

  /** A request whose answer is one JSON document, and the bytes it had. */
  async json<T>(request: ApiRequest, signal: AbortSignal): Promise<Result<{ document: T; bytes: number }>> {
    const deadline = withDeadline(signal, request.timeoutMs);
    try {
      const answer = await this.#send(request, deadline.signal);
      if (!answer.ok) {
        return answer;
      }
      const { reader } = request;
      return { ok: true, value: await (reader ? readBy<T>(reader, answer.value) : readWhole<T>(answer.value)) };
    } catch (error) {
      const failure = networkFailure(request.stage, error, signal.aborted);
      return { ok: false, failure: error instanceof SyntaxError ? { ...failure, kind: 'protocol' } : failure };
    } finally {
      deadline.clear();
    }
  }

  /** A request whose response is read as it arrives, until `signal` fires. */
  async stream(request: ApiRequest, signal: AbortSignal): Promise<Result<IncomingMessage>> {
    const deadline = withDeadline(signal, request.timeoutMs);
    try {
      const answer = await this.#send(request, deadline.signal);
      if (answer.ok) {
        deadline.stopTimer();
        answer.value.once('close', () => deadline.clear());
      } else {
        deadline.clear();
      }
      return answer;
    } catch (error) {
      deadline.clear();
      return { ok: false, failure: networkFailure(request.stage, error, signal.aborted) };
    }
  }

  #refused({ stage }: ApiRequest, code: number, waitMs: number, text: string): Result<never> {
    if (code === 401) {
      this.#credentials.reload();
    }
    return { ok: false, failure: failureOf(stage, { ...parseStatus(text), code }, waitMs) };
  }

  async #send(request: ApiRequest, signal: AbortSignal): Promise<Result<IncomingMessage>> {
    const { origin, basePath, headers, agent } = await this.#credentials.connection();
    const { method = 'GET', path, query = {}, body, accept = 'application/json' } = request;
    const answer = await sendRequest({
      url: new URL(`${basePath}${path}${queryText(query)}`, origin),
      method,
      headers: {
        ...headers,
        accept,
        'user-agent': this.#userAgent,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      agent,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    });
    answer.socket.setKeepAlive(true, KEEP_ALIVE_MS);
    const status = answer.statusCode ?? 0;
    if (status < 300) {
      return { ok: true, value: answer };
    }
    const text = await readBody(answer, LARGEST_DOCUMENT);
    const { 'retry-after': retryAfter, date } = answer.headers;
    return this.#refused(request, status, retryAfterMs(retryAfter, date), text.toString());
  }
}

async function readWhole<T>(answer: IncomingMessage): Promise<{ document: T; bytes: number }> {
  const text = await readBody(answer, LARGEST_DOCUMENT);
  return { document: JSON.parse(text.toString()) as T, bytes: text.length };
}

async function readBy<T>(
  reader: NonNullable<ApiRequest['reader']>,
  answer: IncomingMessage
): Promise<{ document: T; bytes: number }> {
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    reader.push(chunk);
  }
  return { document: reader.end() as T, bytes };
}

function queryText(query: Record<string, string | undefined>): string {
  const set = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return set.length > 0 ? `?${new URLSearchParams(set)}` : '';
}

function parseStatus(text: string): Status {
  try {
    const status: unknown = JSON.parse(text);
    return typeof status === 'object' && status !== null ? (status as Status) : { message: text.slice(0, 200) };
  } catch {
    return { message: text.slice(0, 200).trim() };
  }
}
