import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type OnReadOpts, type Server, type Socket } from 'node:net';
import { after, describe, it } from 'node:test';
import { uncompress } from 'snappyjs';
import { pack } from '../src/delivery/loki/snappy.ts';
import { chunkedDecoder } from '../src/http/chunked.ts';
import { Connection } from '../src/http/connection.ts';
import { type Body, download, wholeText } from '../src/http/download.ts';
import { headOf } from '../src/http/head.ts';
import { field, readReply } from '../src/http/reply.ts';

const NO_CONTENT = 'HTTP/1.1 204 No Content\r\nDate: Mon, 23 Nov 2026 00:00:00 GMT\r\n\r\n';
const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
const never = new AbortController().signal;

const servers: Server[] = [];
after(() => servers.forEach((server) => server.close()));

/** A server that says what `talk` does, a connection at a time; with how many came. */
async function serverThat(talk: (socket: Socket, asked: string, connection: number) => void) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    const connection = sockets.length;
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => talk(socket, bytes.toString('latin1'), connection));
  });
  servers.push(server);
  server.unref();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { sockets, open: (onread: OnReadOpts) => connect({ port, host: '127.0.0.1', onread }) };
}

const request = Buffer.from('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n');

describe('an answer is read', () => {
  const answers: Array<[what: string, text: string, status: number, body: string, reusable: boolean]> = [
    ['without a body', NO_CONTENT, 204, '', true],
    ['with a length', 'HTTP/1.1 429 Slow\r\ncontent-length: 4\r\nretry-after: 3\r\n\r\nslow', 429, 'slow', true],
    ['in chunks', `${CHUNKED}4\r\nab\r\n\r\n2;ext=1\r\ncd\r\n0\r\nTrailer: x\r\n\r\n`, 200, 'ab\r\ncd', true],
    ['after an interim one', `HTTP/1.1 100 Continue\r\n\r\n${NO_CONTENT}`, 204, '', true],
    [
      'whose connection is over',
      'HTTP/1.1 500 No\r\nConnection: Close\r\nContent-Length: 2\r\n\r\nno',
      500,
      'no',
      false,
    ],
    ['of HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok', 200, 'ok', false],
  ];
  for (const [what, text, status, body, reusable] of answers) {
    it(`${what}, and not before it is whole`, () => {
      const bytes = Buffer.from(text);
      for (let length = 0; length < bytes.length; length++) {
        assert.equal(readReply(bytes.subarray(0, length), false), undefined, `after ${length} bytes`);
      }
      const reply = readReply(bytes, false);
      assert.deepEqual([reply?.status, reply?.body.toString(), reply?.reusable], [status, body, reusable]);
    });
  }

  it('to the end of the connection, where nothing else tells its length', () => {
    const bytes = Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\nplain');
    assert.equal(readReply(bytes, false), undefined);
    const reply = readReply(bytes, true);
    assert.deepEqual([reply?.status, reply?.body.toString(), reply?.reusable], [400, 'plain', false]);
  });

  it('with its headers, whatever their case', () => {
    const reply = readReply(Buffer.from('HTTP/1.1 503 No\r\nRetry-AFTER:  7 \r\nContent-Length: 0\r\n\r\n'), false);
    assert.equal(field(reply!.headers, 'retry-after'), '7');
    assert.equal(field(reply!.headers, 'after'), undefined);
  });

  it('but not what is none', () => {
    for (const text of [
      'SSH-2.0-OpenSSH_9.9\r\n',
      'HTTP/2 200\r\n\r\n',
      `${'HTTP/1.1 200 OK\r\n'.padEnd(70_000, 'x')}`,
    ]) {
      assert.throws(() => readReply(Buffer.from(text), false), /not HTTP/);
    }
    assert.throws(() => readReply(Buffer.from(`${CHUNKED}what\r\n`), false), /no size/);
  });
});

it('chunks are put together however they are cut', () => {
  const text = '5\r\nhello\r\n1\r\n\n\r\nA\r\n0123456789\r\n0\r\n\r\n';
  for (let size = 1; size <= text.length; size++) {
    const decode = chunkedDecoder();
    let body = '';
    let done = false;
    for (let at = 0; at < text.length; at += size) {
      assert.ok(!done);
      const decoded = decode(Buffer.from(text.slice(at, at + size)));
      body += Buffer.concat(decoded.parts).toString();
      done = decoded.done;
    }
    assert.deepEqual([body, done], ['hello\n0123456789', true]);
  }
});

it('a head has each header once, and none that would end it', () => {
  const url = new URL('https://loki.example:3100/push?a=1');
  const head = headOf('POST', url, { 'x-a': '1', 'X-A': '2', Host: 'other' });
  assert.equal(head, 'POST /push?a=1 HTTP/1.1\r\nhost: other\r\nx-a: 2\r\n');
  assert.throws(() => headOf('POST', url, { 'x-a': '1\r\nx-b: 2' }), /Invalid character/);
});

describe('a connection', () => {
  it('is used again, and opened anew after the server has closed it', async () => {
    const { sockets, open } = await serverThat((socket) => socket.write(NO_CONTENT));
    const connection = new Connection(open, 5_000);
    assert.equal((await connection.send(request, never)).status, 204);
    assert.equal((await connection.send(request, never)).status, 204);
    assert.equal(sockets.length, 1);
    const [first] = sockets;
    const closed = once(first!, 'close');
    first!.end();
    await closed;
    assert.equal((await connection.send(request, never)).status, 204);
    assert.equal(sockets.length, 2);
    connection.close();
  });

  it('is not used again after an answer that says so', async () => {
    const { sockets, open } = await serverThat((socket) =>
      socket.write('HTTP/1.1 429 Slow\r\nconnection: close\r\ncontent-length: 4\r\n\r\nslow')
    );
    const connection = new Connection(open, 5_000);
    assert.equal((await connection.send(request, never)).body.toString(), 'slow');
    await connection.send(request, never);
    assert.equal(sockets.length, 2);
  });

  it('fails a request that it breaks under, and serves the next', async () => {
    const { open } = await serverThat((socket, _, connection) =>
      connection === 1 ? socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nnot') : socket.write(NO_CONTENT)
    );
    const connection = new Connection(open, 5_000);
    await assert.rejects(connection.send(request, never), /closed before the answer/);
    assert.equal((await connection.send(request, never)).status, 204);
    connection.close();
  });

  it('gives up on a server that says nothing', async () => {
    const { open } = await serverThat(() => undefined);
    await assert.rejects(new Connection(open, 100).send(request, never), /no answer within 0.1 s/);
  });

  it('does not take what was said unasked for the next answer', async () => {
    const { open } = await serverThat((socket, _, connection) =>
      socket.write(connection === 1 ? `${NO_CONTENT}HTTP/1.1 500 Unasked\r\ncontent-length: 0\r\n\r\n` : NO_CONTENT)
    );
    const connection = new Connection(open, 5_000);
    assert.equal((await connection.send(request, never)).status, 204);
    assert.equal((await connection.send(request, never)).status, 204);
    connection.close();
  });

  it('is ended by the signal', async () => {
    const { sockets, open } = await serverThat(() => stop.abort(new Error('enough')));
    const stop = new AbortController();
    const connection = new Connection(open, 5_000);
    await assert.rejects(connection.send(request, stop.signal), /enough/);
    await assert.rejects(connection.send(request, stop.signal), /enough/);
    assert.equal(sockets.length, 1);
  });
});

describe('a download', () => {
  const get = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n';

  /** What came, and how it ended. */
  async function read(body: Body): Promise<string> {
    return wholeText(body);
  }

  it('begins with the head, and hands on the body as it comes', async () => {
    const { open } = await serverThat((socket) => socket.write(`${CHUNKED}3\r\none\r\n`));
    const { status, body } = await download(open, get, 1_000, never);
    assert.equal(status, 200);
    const first = new Promise((resolve) => {
      body.read(
        (bytes) => resolve(bytes.toString()),
        () => undefined
      );
    });
    assert.equal(await first, 'one');
    body.destroy();
  });

  it('ends with the last chunk, the length, or the connection', async () => {
    for (const text of [
      `${CHUNKED}3\r\none\r\n0\r\n\r\n`,
      'HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\none',
      'HTTP/1.1 200 OK\r\n\r\none',
    ]) {
      const { open } = await serverThat((socket) => socket.end(text));
      const { body } = await download(open, get, 1_000, never);
      assert.equal(await read(body), 'one');
    }
  });

  it('is broken where the connection ends before it', async () => {
    const { open } = await serverThat((socket) => socket.end(`${CHUNKED}5\r\none`));
    const { body } = await download(open, get, 1_000, never);
    await assert.rejects(read(body), /in the middle of an answer/);
    const { open: silent } = await serverThat((socket) => socket.end());
    await assert.rejects(download(silent, get, 1_000, never), /in the middle of an answer/);
  });

  it('leaves in the socket what is not wanted yet', async () => {
    const piece = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    let drained = 0;
    const { sockets, open } = await serverThat((socket) => {
      socket.write(CHUNKED);
      const more = (): void => {
        while (drained < 4096 && socket.write(piece)) {
          drained++;
        }
      };
      socket.on('drain', more);
      more();
    });
    const { body } = await download(open, get, 1_000, never);
    let bytes = 0;
    const paused = new Promise<void>((resolve) => {
      body.read(
        (part) => {
          bytes += part.length;
          body.pause();
          resolve();
        },
        () => undefined
      );
    });
    await paused;
    // The server writes until the buffers between are full; then nothing moves.
    let before = -1;
    while (before !== drained) {
      before = drained;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const held = bytes;
    assert.ok(drained < 4096, 'the server could write all of it');
    assert.ok(held <= 64 * 1024, `${held} bytes were taken`);
    const more = new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (bytes > held) {
          clearInterval(look);
          resolve();
        }
      }, 10);
    });
    body.resume();
    await more;
    body.destroy();
    sockets.forEach((socket) => socket.destroy());
  });

  it('is ended by the signal, before its head and after', async () => {
    const { open } = await serverThat((socket) => socket.write(CHUNKED));
    const stop = new AbortController();
    const { body } = await download(open, get, 1_000, stop.signal);
    const ended = read(body);
    stop.abort(new Error('enough'));
    await assert.rejects(ended, /enough/);
    await assert.rejects(download(open, get, 1_000, stop.signal), /enough/);
  });
});

it('a few bytes are packed as they are, and many smaller, in a form that snappy reads', () => {
  for (const length of [20, 60, 61, 127, 128, 255, 256, 257, 2048, 2049, 100_000]) {
    const bytes = Buffer.alloc(length, 'ab');
    const packed = pack(bytes);
    assert.deepEqual(Buffer.from(uncompress(packed)), bytes, `${length} bytes`);
    assert.ok(packed.length <= length + 6);
  }
});
