import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import {
  Agent as HttpAgent,
  createServer,
  type IncomingMessage,
  request as httpRequest,
  type Server,
  type ServerResponse,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { type AddressInfo } from 'node:net';
import path from 'node:path';

/** What a fault may do with a request: answer it itself and return true, or leave it to go through. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

/** What is done to a chunk of an answer on its way: itself, another, or the end of the connection. */
export type Filter = (chunk: Buffer, request: IncomingMessage) => Buffer | 'cut' | 'swallow';

/**
 * A plain HTTP proxy in front of a real server, which does on demand what real servers and networks do not: answers of
 * its own, cut connections, silence.
 */
export class FaultyProxy {
  /** Called for each request before it is forwarded. */
  fault: Fault = () => false;
  /** Asked about each chunk of each answer. */
  filter: Filter = (chunk) => chunk;
  /** All requests so far, as `GET /path?query`. */
  readonly requests: string[] = [];
  readonly #server: Server;
  readonly #target: URL;
  readonly #headers: Record<string, string>;
  readonly #agent: HttpAgent;
  readonly #send: typeof httpRequest;

  private constructor(target: string, headers: Record<string, string>, ca?: string) {
    this.#target = new URL(target);
    this.#headers = headers;
    const secure = this.#target.protocol === 'https:';
    this.#agent = secure ? new HttpsAgent({ ca, keepAlive: true }) : new HttpAgent({ keepAlive: true });
    this.#send = secure ? httpsRequest : httpRequest;
    this.#server = createServer((request, response) => void this.#handle(request, response));
    // A test that fails before it closes its proxy ends all the same.
    this.#server.unref();
  }

  /** @param headers set on each request that goes through */
  static async start(target: string, headers: Record<string, string> = {}, ca?: string): Promise<FaultyProxy> {
    const proxy = new FaultyProxy(target, headers, ca);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /**
   * Writes a kubeconfig for a cluster that is this proxy; returns its path.
   *
   * @param user a token, or the whole user
   */
  kubeconfig(folder: string, user: string | object = 'through-the-proxy', server = this.url): string {
    const file = path.join(folder, `proxy-${new URL(this.url).port}.kubeconfig`);
    const config = {
      clusters: [{ name: 'c', cluster: { server } }],
      users: [{ name: 'u', user: typeof user === 'string' ? { token: user } : user }],
      contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'x',
    };
    writeFileSync(file, JSON.stringify(config));
    return file;
  }

  /** How many requests so far match. */
  count(pattern: RegExp): number {
    return this.requests.filter((request) => pattern.test(request)).length;
  }

  /** Ends all connections, as a proxy that is restarted does. */
  cutAll(): void {
    this.#server.closeAllConnections();
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
    this.#agent.destroy();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests.push(`${request.method} ${request.url}`);
    if (await this.fault(request, response)) {
      return;
    }
    const onward = this.#send(
      new URL(request.url ?? '/', this.#target),
      {
        method: request.method,
        headers: { ...request.headers, host: this.#target.host, ...this.#headers },
        agent: this.#agent,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        response.flushHeaders();
        answer.on('data', (chunk: Buffer) => {
          const passed = this.filter(chunk, request);
          if (passed === 'cut') {
            response.destroy();
            answer.destroy();
          } else if (passed !== 'swallow') {
            response.write(passed);
          }
        });
        answer.on('end', () => response.end());
        answer.on('error', () => response.destroy());
      }
    );
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }
}

/** A Kubernetes Status as an answer. */
export function answerStatus(
  response: ServerResponse,
  code: number,
  reason: string,
  headers: Record<string, string> = {}
): void {
  response.writeHead(code, { 'content-type': 'application/json', ...headers });
  response.end(
    JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message: `${reason} (fake)` })
  );
}

/** A watch that sends these frames and then ends as given. */
export function answerFrames(response: ServerResponse, frames: object[], end = true): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  for (const frame of frames) {
    response.write(`${JSON.stringify(frame)}\n`);
  }
  if (end) {
    response.end();
  }
}

/** Handles the first requests that match, up to the given number, and lets all others through. */
export function first(
  times: number,
  pattern: RegExp,
  act: (response: ServerResponse, request: IncomingMessage) => void
): Fault {
  let left = times;
  return (request, response) => {
    if (left > 0 && pattern.test(`${request.method} ${request.url}`)) {
      left--;
      act(response, request);
      return true;
    }
    return false;
  };
}
