import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';
import { errorText } from './error-text.ts';
import { type Log } from './log.ts';
import { type Metrics } from './metrics.ts';
import { type Status } from './status.ts';

/** How soon to try again to listen on a port that is taken. */
const RETRY_MS = 30_000;

/** Above this many open connections the oldest is closed, so that slow clients cannot lock out a probe. */
export const MAX_CONNECTIONS = 64;

/** How long a connection may take for its one request and answer, however slow its client. */
export const CONNECTION_MS = 15_000;

const MAX_HEADER_BYTES = 8 * 1024;

/**
 * The read-only endpoint: `/metrics`, `/livez`, `/readyz`, `/status`. A port that is taken, as by a second replica on
 * the same machine, is no reason to stop: the server tries again later.
 */
export function serveTelemetry(address: string, status: Status, metrics: Metrics, log: Log): { close(): void } {
  const at = listenAddress(address);
  if (!at) {
    return { close: () => undefined };
  }
  let retry: NodeJS.Timeout | undefined;
  let warned = false;
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    respond(request, response, status, metrics).catch((error: unknown) => {
      log.error({ target: request.url?.slice(0, 200), error: errorText(error) }, 'telemetry: request failed');
      fail(response);
    });
  });
  // Requests that were sent ahead of the first one's answer are refused before they cost anything.
  server.maxRequestsPerSocket = 1;
  boundConnections(server);
  server.on('error', (error) => {
    if (server.listening) {
      log.warn({ address, error: error.message }, 'telemetry: connection not accepted');
      return;
    }
    if (!warned) {
      log.warn({ address, error: error.message }, 'telemetry: cannot listen, trying again');
      warned = true;
    }
    retry = setTimeout(listen, RETRY_MS);
    retry.unref();
  });
  server.on('listening', () => log.info({ address: server.address() }, 'telemetry: listening'));
  function listen(): void {
    server.listen(at);
  }
  listen();
  server.unref();
  return {
    close() {
      clearTimeout(retry);
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Where the endpoint listens, from `host:port`, `:port` or `[host]:port`; undefined for `off`. */
function listenAddress(text: string): { host?: string; port: number } | undefined {
  const match = /^(?:\[([^\]]*)\]|([^:]*)):(\d+)$/.exec(text);
  if (!match) {
    return undefined;
  }
  const host = match[1] ?? match[2];
  return { port: Number(match[3]), ...(host && { host }) };
}

/** Limits how many connections are open and how long each lasts, whatever comes over it. */
function boundConnections(server: ReturnType<typeof createServer>): void {
  // In the order in which they were accepted.
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    const overdue = setTimeout(() => socket.destroy(), CONNECTION_MS).unref();
    open.add(socket);
    socket.on('close', () => {
      clearTimeout(overdue);
      open.delete(socket);
    });
    if (open.size > MAX_CONNECTIONS) {
      const [oldest] = open;
      oldest?.destroy();
    }
  });
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  status: Status,
  metrics: Metrics
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    answer(response, 405, 'use GET\n');
    return;
  }
  switch (pathOf(request.url ?? '')) {
    case '/metrics':
      status.measure();
      answer(response, 200, await metrics.registry.metrics(), metrics.registry.contentType);
      return;
    case '/livez':
      answerProblems(response, status.fatal(performance.now()));
      return;
    case '/readyz':
      answerProblems(response, status.problems(performance.now()));
      return;
    case '/status':
      answer(response, 200, `${JSON.stringify(status, undefined, 2)}\n`, 'application/json');
      return;
    default:
      answer(response, 404, 'not found: use /metrics, /livez, /readyz or /status\n');
  }
}

/** The path of a request's target, in origin form or absolute form; the target itself if it has neither. */
function pathOf(target: string): string {
  return /^(?:https?:\/\/[^/?#]*)?(\/[^?#]*)/i.exec(target)?.[1] ?? target;
}

function answerProblems(response: ServerResponse, problems: readonly string[]): void {
  answer(response, problems.length > 0 ? 503 : 200, problems.length > 0 ? `${problems.join('\n')}\n` : 'ok\n');
}

function answer(response: ServerResponse, code: number, body: string, type = 'text/plain; charset=utf-8'): void {
  // Closes the connection after this answer: a body, however long, is not read.
  response.writeHead(code, { 'content-type': type, 'cache-control': 'no-store', connection: 'close' }).end(body);
}

function fail(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
  } else {
    answer(response, 500, 'internal error, see the log\n');
  }
}
