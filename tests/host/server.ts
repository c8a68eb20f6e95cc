import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { type Duplex } from 'node:stream';
import { bodyOf, UserStorage } from './userStorage.ts';

export interface HostOptions {
  /** 0 for a free one. */
  port: number;
  loki: URL;
  /** The plugin's build. */
  dist: string;
  /** The folder of the host's own page. */
  bundle: string;
  /** The path that all of it is served under, as Grafana's `serve_from_sub_path`: `/grafana`. */
  subPath?: string;
}

export interface Host {
  /** With the sub-path, without a slash at its end. */
  url: string;
  close(): Promise<void>;
}

const ID = 'lokievents-kubernetes-app';
/** Where Grafana's icons are: in its package, and those that it uses but its package lacks. */
const ICONS = ['../../node_modules/@grafana/ui/dist/public/', './public/'].map(
  (folder) => new URL(folder, import.meta.url).pathname
);
/** Who has signed in, as the specs do it: a name and a role. Nobody is an administrator who has not. */
const USER = /\bhost_user=(\w[\w-]*):(\w+)/;
const INDEX = new URL('./page/index.html', import.meta.url).pathname;
const PROXY = '/api/datasources/proxy/uid/loki';
const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.html': 'text/html; charset=utf-8',
};

/** Serves the page, the plugin and Grafana's icons, and passes what the data source asks on to Loki. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { subPath = '' } = options;
  let settings: unknown = { enabled: true, jsonData: {} };
  const storage = new UserStorage();
  const answerSettings = async (incoming: IncomingMessage, outgoing: ServerResponse, role: string) => {
    if (incoming.method === 'POST' && !['', 'Admin'].includes(role)) {
      json(outgoing, { message: 'refused with 403' }, 403);
      return;
    }
    settings = (await bodyOf(incoming)) ?? settings;
    json(outgoing, settings);
  };
  const server = createServer((incoming, outgoing) => {
    if (!isUnder(subPath, incoming)) {
      outgoing.writeHead(404, { 'content-type': 'text/plain' }).end(`not under ${subPath}`);
      return;
    }
    const url = new URL(incoming.url ?? '/', 'http://host');
    const [, user = '', role = ''] = USER.exec(incoming.headers.cookie ?? '') ?? [];
    if (url.pathname.startsWith(PROXY)) {
      passOn(options.loki, incoming, outgoing);
    } else if (storage.isFor(url.pathname)) {
      storage.answer(incoming, outgoing, user).catch(() => outgoing.destroy());
    } else if (url.pathname === `/api/plugins/${ID}/settings`) {
      answerSettings(incoming, outgoing, role).catch(() => outgoing.destroy());
    } else if (url.pathname === '/') {
      outgoing.writeHead(302, { location: `${subPath}/a/${ID}${url.search}` }).end();
    } else {
      serveFile(fileOf(url.pathname, options), subPath, outgoing);
    }
  });
  const tunnels = new Set<Duplex>();
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (isUnder(subPath, incoming) && incoming.url?.startsWith(PROXY)) {
      tunnels.add(socket);
      socket.on('close', () => tunnels.delete(socket));
      tunnel(options.loki, incoming, socket, head);
    } else {
      socket.destroy();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.port;
  return {
    url: `http://localhost:${port}${subPath}`,
    close: () =>
      new Promise((resolve) => {
        tunnels.forEach((socket) => socket.destroy());
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Whether a request is for what is served under this path, which is then taken off its address. */
function isUnder(subPath: string, incoming: IncomingMessage): boolean {
  const { url = '/' } = incoming;
  if (subPath && !url.startsWith(`${subPath}/`)) {
    return false;
  }
  incoming.url = url.slice(subPath.length);
  return true;
}

function fileOf(pathname: string, { dist, bundle }: HostOptions): string {
  const plugin = `/public/plugins/${ID}/`;
  const within = (folder: string, rest: string) => path.join(folder, path.normalize(`/${decodeURIComponent(rest)}`));
  // Grafana serves a nested panel under its own id.
  const panel = /^\/public\/plugins\/lokievents-(\w+)-panel\/(.*)$/.exec(pathname);
  if (panel) {
    return within(path.join(dist, 'panels', panel[1] ?? ''), panel[2] ?? '');
  }
  if (pathname.startsWith(plugin)) {
    return within(dist, pathname.slice(plugin.length));
  }
  // Grafana serves its icons under a path with the build in it.
  const icon = /\/public\/(?:build\/)?(img\/.*)$/.exec(pathname);
  const iconFile = icon && ICONS.map((folder) => within(folder, icon[1] ?? '')).find((file) => existsSync(file));
  if (iconFile) {
    return iconFile;
  }
  if (pathname.includes('/public/')) {
    return within(bundle, 'not-there');
  }
  return /^\/host\.(js|css)/.test(pathname) ? within(bundle, pathname) : INDEX;
}

function serveFile(file: string, subPath: string, outgoing: ServerResponse): void {
  if (!existsSync(file) || !statSync(file).isFile()) {
    outgoing.writeHead(404).end();
    return;
  }
  outgoing.writeHead(200, {
    'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
    'cache-control': 'no-cache',
  });
  if (file === INDEX) {
    outgoing.end(readFileSync(file, 'utf8').replaceAll('{{subPath}}', subPath));
    return;
  }
  createReadStream(file).pipe(outgoing);
}

function passOn(loki: URL, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const upstream = request(
    new URL((incoming.url ?? '').slice(PROXY.length), loki),
    { method: incoming.method, headers: { ...incoming.headers, host: loki.host, 'accept-encoding': 'identity' } },
    (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    }
  );
  upstream.on('error', (error) => {
    if (!outgoing.headersSent) {
      outgoing.writeHead(502, { 'content-type': 'text/plain' });
    }
    outgoing.end(`Bad Gateway: ${error.message}`);
  });
  // Who went away waits for no answer: Loki may stop.
  outgoing.on('close', () => upstream.destroy());
  incoming.pipe(upstream);
}

/** A WebSocket, byte by byte. */
function tunnel(loki: URL, incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
  const upstream: Socket = connect(Number(loki.port || 80), loki.hostname, () => {
    const headers = Object.entries({ ...incoming.headers, host: loki.host, origin: loki.origin });
    const lines = headers.map(([name, value]) => `${name}: ${String(value)}\r\n`).join('');
    upstream.write(`GET ${(incoming.url ?? '').slice(PROXY.length)} HTTP/1.1\r\n${lines}\r\n`);
    upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
  });
  const end = () => {
    upstream.destroy();
    socket.destroy();
  };
  upstream.on('error', end).on('close', end);
  socket.on('error', end).on('close', end);
}

function json(outgoing: ServerResponse, value: unknown, status = 200): void {
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
