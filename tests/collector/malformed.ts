import { connect, type Socket } from 'node:net';

/** Something that a client may do on a connection to an HTTP server, and should not. */
export type Misuse = (socket: Socket) => void;

const sends =
  (...parts: Array<string | Buffer>): Misuse =>
  (socket) =>
    parts.forEach((part) => socket.write(part));

const get = (target: string, head = ''): string => `GET ${target} HTTP/1.1\r\nhost: x\r\n${head}\r\n`;

/** Writes the part again and again, as fast as the server reads, until the connection is closed. */
const endless =
  (start: string, part: string): Misuse =>
  (socket) => {
    const more = (): void => {
      while (!socket.destroyed && socket.write(part)) {
        // Until the socket's buffer is full.
      }
    };
    socket.on('drain', more);
    socket.write(start);
    more();
  };

/** One byte a second. */
const slow =
  (text: string): Misuse =>
  (socket) => {
    let sent = 0;
    const timer = setInterval(() => socket.write(text[sent++ % text.length]!), 1_000);
    socket.on('close', () => clearInterval(timer));
  };

const ODD_TARGETS = [
  '//',
  '///',
  '//[',
  '/\\',
  '/%',
  '/%zz',
  '?',
  '#',
  '*',
  'livez',
  'http://',
  'http://[',
  'http://[::1',
  'http://x:99999/livez',
  'http://user:secret@x/livez',
  'javascript:alert(1)',
  '/../../etc/passwd',
  `/${'a'.repeat(4_000)}`,
  '/livez\u0000',
  '/\u00ff\u00fe',
];

const BINARY = Buffer.from(Array.from({ length: 4_096 }, (_, at) => (at * 197 + (at >> 3)) % 256));
const TLS_HELLO = Buffer.from('16030100c8010000c40303', 'hex');

const MISUSES: readonly Misuse[] = [
  ...ODD_TARGETS.map((target) => sends(get(target))),
  sends(BINARY),
  sends(TLS_HELLO, BINARY),
  sends('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  sends('GET /livez\r\n'),
  sends('GET /livez HTTP/9.9\r\n\r\n'),
  sends('\r\n'.repeat(10_000)),
  sends('GET /livez HTTP/1.1\r\n\r\n'),
  sends(get('/livez', 'no colon\r\n')),
  sends(get('/livez', ' folded\r\n')),
  sends(get('/livez', 'content-length: 5\r\ncontent-length: 6\r\n')),
  sends(get('/livez', 'content-length: 5\r\ntransfer-encoding: chunked\r\n')),
  sends(get('/livez', 'content-length: -1\r\n')),
  sends(get('/livez', 'transfer-encoding: chunked\r\n'), 'zz\r\n'),
  sends(get('/livez', 'expect: the unexpected\r\n')),
  sends(get('/livez', 'connection: upgrade\r\nupgrade: websocket\r\n')),
  sends('CONNECT x:443 HTTP/1.1\r\nhost: x\r\n\r\n'),
  sends('OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n'),
  sends(get('/livez', `x: ${'a'.repeat(1_000_000)}\r\n`)),
  sends(get('/livez', 'a: b\r\n'.repeat(50_000))),
  sends(get('/metrics').repeat(5_000)),
  endless('GET /livez HTTP/1.1\r\n', `${'x: a\r\n'.repeat(1_000)}`),
  endless(
    'POST /metrics HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n',
    `4000\r\n${'a'.repeat(0x4000)}\r\n`
  ),
  endless(get('/metrics', 'content-length: 1000000000000\r\n'), 'a'.repeat(0x4000)),
  slow('GET /livez HTTP/1.1\r\nhost: x\r\n'),
  slow('\r\n'),
  // Half-open: nothing at all, or half a request and no more.
  () => undefined,
  (socket) => socket.end(),
  sends('GET /liv'),
  (socket) => socket.end('GET /liv'),
  (socket) => socket.end(get('/metrics')),
  // Asks, and never reads or goes away at once.
  (socket) => socket.pause().write(get('/metrics').repeat(1_000)),
  (socket) => socket.write(get('/metrics'), () => socket.destroy()),
  (socket) => socket.write(get('/metrics'), () => socket.resetAndDestroy()),
];

/** Opens this many connections, one after another, and misuses each in its own way; returns when the last is open. */
export async function misuse(port: number, connections: number): Promise<Socket[]> {
  const sockets: Socket[] = [];
  for (let number = 0; number < connections; number++) {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    // Also a reset is an answer.
    socket.on('error', () => undefined);
    socket.resume();
    sockets.push(socket);
    await new Promise<void>((resolve) => {
      socket.once('connect', resolve);
      socket.once('close', resolve);
    });
    MISUSES[number % MISUSES.length]!(socket);
  }
  return sockets;
}
