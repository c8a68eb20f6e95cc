import { createServer, type Server, type ServerResponse } from 'node:http';
import { type Log } from './log.ts';
import { type Metrics } from './metrics.ts';
import { type Status } from './status.ts';

/** Where the endpoint listens, from `host:port`, `:port` or `[host]:port`; undefined for `off`. */
function listenAddress(text: string): { host?: string; port: number } | undefined {
  const match = /^(?:\[([^\]]*)\]|([^:]*)):(\d+)$/.exec(text);
  if (!match) {
    return undefined;
  }
  const host = match[1] ?? match[2];
  return { port: Number(match[3]), ...(host && { host }) };
}

/** How soon a port that is taken is tried again. */
const RETRY_MS = 30_000;

/**
 * The read-only endpoint: `/metrics`, `/livez`, `/readyz`, `/status`. A port that is taken, as by a second replica on
 * the same machine, is no reason to stop: it is tried again later.
 */
export function serveTelemetry(address: string, status: Status, metrics: Metrics, log: Log): { close(): void } {
  const at = listenAddress(address);
  if (!at) {
    return { close: () => undefined };
  }
  let retry: NodeJS.Timeout | undefined;
  let warned = false;
  const server: Server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      answer(response, 405, 'only GET\n');
      return;
    }
    void respond(new URL(request.url ?? '/', 'http://localhost').pathname, response, status, metrics);
  });
  server.on('error', (error) => {
    if (!warned) {
      log.warn({ address, error: error.message }, 'telemetry: cannot listen; going on without, and trying again');
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

async function respond(path: string, response: ServerResponse, status: Status, metrics: Metrics): Promise<void> {
  switch (path) {
    case '/metrics':
      status.measure();
      answer(response, 200, await metrics.registry.metrics(), metrics.registry.contentType);
      return;
    case '/livez':
      answer(response, 200, 'ok\n');
      return;
    case '/readyz': {
      const problems = status.problems(performance.now());
      answer(response, problems.length > 0 ? 503 : 200, problems.length > 0 ? `${problems.join('\n')}\n` : 'ok\n');
      return;
    }
    case '/status':
      answer(response, 200, `${JSON.stringify(status, undefined, 2)}\n`, 'application/json');
      return;
    default:
      answer(response, 404, 'there are /metrics, /livez, /readyz and /status\n');
  }
}

function answer(response: ServerResponse, code: number, body: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(code, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
