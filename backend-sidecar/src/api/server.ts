import { type Dispatcher } from 'undici';
import { type Credentials } from './credentials.ts';
import { withDeadline } from './deadline.ts';
import { type Result, failureOf, networkFailure, type Status } from './failure.ts';

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
  /** Until the whole answer is there; for a watch, until its headers are. */
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
      const { body } = answer.value;
      return { ok: true, value: await (request.reader ? readBy<T>(request.reader, body) : readWhole<T>(body)) };
    } catch (error) {
      const failure = networkFailure(request.stage, error, signal.aborted);
      return { ok: false, failure: error instanceof SyntaxError ? { ...failure, kind: 'protocol' } : failure };
    } finally {
      deadline.clear();
    }
  }

  /** A request whose answer is read as it comes, for as long as `signal` lets it. */
  async stream(request: ApiRequest, signal: AbortSignal): Promise<Result<Dispatcher.ResponseData['body']>> {
    const deadline = withDeadline(signal, request.timeoutMs);
    try {
      const answer = await this.#send(request, deadline.signal);
      deadline.stopTimer();
      if (!answer.ok) {
        deadline.clear();
        return answer;
      }
      const { body } = answer.value;
      // An error after the reader has gone is nobody's business.
      body.on('error', () => undefined);
      body.once('close', () => deadline.clear());
      return { ok: true, value: body };
    } catch (error) {
      deadline.clear();
      return { ok: false, failure: networkFailure(request.stage, error, signal.aborted) };
    }
  }

  async #send(request: ApiRequest, signal: AbortSignal): Promise<Result<Dispatcher.ResponseData>> {
    const { origin, basePath, headers, dispatcher } = await this.#credentials.connection();
    const answer = await dispatcher.request({
      origin,
      path: `${basePath}${request.path}${queryText(request.query ?? {})}`,
      method: request.method ?? 'GET',
      headers: {
        ...headers,
        accept: request.accept ?? 'application/json',
        'user-agent': this.#userAgent,
        ...(request.body !== undefined && { 'content-type': 'application/json' }),
      },
      body: request.body === undefined ? null : JSON.stringify(request.body),
      signal,
      headersTimeout: request.timeoutMs,
      bodyTimeout: 0,
    });
    if (answer.statusCode < 300) {
      return { ok: true, value: answer };
    }
    if (answer.statusCode === 401) {
      this.#credentials.reload();
    }
    return { ok: false, failure: await refusal(request.stage, answer) };
  }
}

type Body = Dispatcher.ResponseData['body'];

async function readWhole<T>(body: Body): Promise<{ document: T; bytes: number }> {
  const text = await body.text();
  return { document: JSON.parse(text) as T, bytes: text.length };
}

async function readBy<T>(
  reader: NonNullable<ApiRequest['reader']>,
  body: Body
): Promise<{ document: T; bytes: number }> {
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    reader.push(chunk);
  }
  return { document: reader.end() as T, bytes };
}

function queryText(query: Record<string, string | undefined>): string {
  const set = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return set.length > 0 ? `?${new URLSearchParams(set)}` : '';
}

async function refusal(stage: string, answer: Dispatcher.ResponseData): Promise<ReturnType<typeof failureOf>> {
  const text = await answer.body.text();
  const seconds = Number(answer.headers['retry-after']);
  const status: Status = { ...parseStatus(text), code: answer.statusCode };
  return failureOf(stage, status, seconds > 0 ? seconds * 1000 : undefined);
}

function parseStatus(text: string): Status {
  try {
    const status: unknown = JSON.parse(text);
    return typeof status === 'object' && status !== null ? (status as Status) : { message: text.slice(0, 200) };
  } catch {
    return { message: text.slice(0, 200).trim() };
  }
}
