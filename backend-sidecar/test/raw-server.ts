import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { after } from 'node:test';

const opened: Socket[] = [];
after(() => opened.forEach((socket) => socket.destroy()));

/** A server that writes bytes of its own choice. */
export interface RawServer {
  url: URL;
  /** Its connections, in their order. */
  sockets: Socket[];
}

/** Starts one. `talk` runs for each piece of a request; connections count from 1. */
export async function serverThat(
  talk: (socket: Socket, request: string, connection: number) => void
): Promise<RawServer> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    opened.push(socket);
    const connection = sockets.push(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => talk(socket, bytes.toString('latin1'), connection));
  });
  server.unref();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/path?a=1`), sockets };
}

export const NO_CONTENT = 'HTTP/1.1 204 No Content\r\n\r\n';
export const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
/** Longer than any body below. */
export const LIMIT = 1024;

/** Valid responses: what they are, their bytes, status and body. */
export const VALID: Array<[what: string, bytes: string, status: number, body: string]> = [
  ['without a body', NO_CONTENT, 204, ''],
  ['with a content length', 'HTTP/1.1 429 Slow\r\ncontent-length: 4\r\n\r\nslow', 429, 'slow'],
  [
    'in chunks with extensions and trailers',
    `${CHUNKED}4;x=1\r\nab\r\n\r\n2\r\ncd\r\n0\r\nT: x\r\n\r\n`,
    200,
    'ab\r\ncd',
  ],
  ['after a 100 and a 103', `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n${NO_CONTENT}`, 204, ''],
  ['of HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok', 200, 'ok'],
];

/** What is no response, or whose end is not certain; the server closes the connection after it. */
export const INVALID: Array<[what: string, bytes: string]> = [
  ['is not HTTP', 'SSH-2.0-OpenSSH_9.9\r\n'],
  ['is HTTP/2', 'HTTP/2 200\r\n\r\n'],
  ['has a head without an end', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(70_000)}`],
  ['has a space before a colon', 'HTTP/1.1 200 OK\r\ncontent-length : 0\r\n\r\n'],
  ['has a chunk without a size', `${CHUNKED}what\r\n`],
  ['has a chunk size with a sign', `${CHUNKED}+1\r\na\r\n0\r\n\r\n`],
  ['has a chunk size in C', `${CHUNKED}0x1\r\na\r\n0\r\n\r\n`],
  ['has a chunk size beyond any number', `${CHUNKED}${'f'.repeat(40)}\r\n`],
  ['has a chunk that is longer than its size', `${CHUNKED}1\r\nab\r\n0\r\n\r\n`],
  [
    'has a length and chunks',
    'HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n',
  ],
  ['has two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nabc'],
  ['has a negative length', 'HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n'],
  ['ends before its head', 'HTTP/1.1 200 OK\r\ncontent-'],
  ['ends before its length', 'HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nnot'],
  ['ends before its last chunk', `${CHUNKED}5\r\none`],
  ['switches protocols', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'],
  ['is nothing', ''],
];
