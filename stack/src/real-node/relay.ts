import { rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type NetConnectOpts, type Server } from 'node:net';
import { type Duplex } from 'node:stream';

/** Connects each connection to the one address with one to the other. */
export async function relay(
  from: { path: string } | { host: string; port: number },
  to: NetConnectOpts
): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (near) => join(near, connect({ ...to, allowHalfOpen: true })));
  await listen(server, from);
  return server;
}

/** A proxy for the API server, which reaches the kubelet by it: HTTP CONNECT on a Unix socket. */
export async function connectProxy(socket: string): Promise<void> {
  const server = createHttpServer();
  server.on('connect', ({ url = '' }, near: Duplex) => {
    const { hostname, port } = new URL(`tcp://${url}`);
    const far = connect({ host: hostname, port: Number(port), allowHalfOpen: true }, () => {
      near.write('HTTP/1.1 200 OK\r\n\r\n');
      join(near, far);
    });
    far.on('error', (error) => near.end(`HTTP/1.1 502 ${error.message}\r\n\r\n`));
  });
  await listen(server, { path: socket });
}

function join(one: Duplex, other: Duplex): void {
  one.on('error', () => other.destroy());
  other.on('error', () => one.destroy());
  one.pipe(other).pipe(one);
}

function listen(server: Server, on: { path: string } | { host: string; port: number }): Promise<void> {
  if ('path' in on) {
    rmSync(on.path, { force: true });
  }
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(on, resolve);
  });
}
