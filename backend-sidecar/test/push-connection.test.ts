import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { uncompress } from 'snappyjs';
import { lokiPush } from '../src/delivery/loki/http.ts';
import { pack } from '../src/delivery/loki/snappy.ts';
import { Connection } from '../src/http/connection.ts';
import { connectorTo } from '../src/http/connector.ts';
import { headOf } from '../src/http/head.ts';
import { LONGEST_RETRY_AFTER_MS } from '../src/http/retry-after.ts';
import { type Response, ResponseReader } from '../src/http/response.ts';
import { CHUNKED, INVALID, NO_CONTENT, serverThat, VALID } from './raw-server.ts';

const TIMEOUT_MS = 100;
const PATIENT_MS = 60_000;
const never = new AbortController().signal;
const request = Buffer.from('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n');

async function connectionTo(
  talk: (socket: Socket, request: string, connection: number) => void,
  timeoutMs = PATIENT_MS
) {
  const { url, sockets } = await serverThat(talk);
  const connection = new Connection(connectorTo(url, {}), timeoutMs);
  return { sockets, connection, send: (signal = never) => connection.send(request, signal) };
}

/** What a reader makes of a whole response that comes at once. */
function readWhole(bytes: string): Response | undefined {
  return new ResponseReader().read(Buffer.from(bytes));
}

describe('ResponseReader', () => {
  for (const [what, bytes, status, body] of VALID) {
    it(`reads a response ${what} when its last byte has come, however it is cut`, () => {
      for (let size = 1; size <= bytes.length; size++) {
        const reader = new ResponseReader();
        for (let at = 0; at + size < bytes.length; at += size) {
          assert.equal(reader.read(Buffer.from(bytes.slice(at, at + size))), undefined);
        }
        const last = (Math.ceil(bytes.length / size) - 1) * size;
        const response = reader.read(Buffer.from(bytes.slice(last)));
        assert.deepEqual([response?.status, response?.body.toString()], [status, body]);
      }
    });
  }

  it('reads to the end of the connection if no header gives the length', () => {
    const reader = new ResponseReader();
    assert.equal(reader.read(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\nplain')), undefined);
    const { status, body, keepsMs } = reader.end();
    assert.deepEqual([status, body.toString(), keepsMs], [400, 'plain', 0]);
  });

  it('finds a header whatever its case', () => {
    const response = readWhole('HTTP/1.1 503 No\r\nRetry-AFTER:  7 \r\nContent-Length: 0\r\n\r\n');
    assert.equal(response?.headers.get('retry-after'), '7');
    assert.equal(response?.headers.get('after'), undefined);
  });

  const keeping: Array<[headers: string, keepsMs: number]> = [
    ['', Infinity],
    ['Keep-Alive: timeout=5, max=100\r\n', 4_000],
    ['Keep-Alive: max=100, timeout=1\r\n', 0],
    ['Keep-Alive: for ever\r\n', Infinity],
    ['Connection: keep-alive\r\n', Infinity],
    ['Connection: Close\r\n', 0],
    ['Connection: keep-alive, close\r\nKeep-Alive: timeout=5\r\n', 0],
  ];
  for (const [headers, keepsMs] of keeping) {
    it(`takes ${JSON.stringify(headers)} for a connection that is kept for ${keepsMs} ms`, () => {
      assert.equal(readWhole(`HTTP/1.1 200 OK\r\n${headers}content-length: 0\r\n\r\n`)?.keepsMs, keepsMs);
    });
  }

  it('reuses no connection of HTTP/1.0, and none with bytes after the response', () => {
    assert.equal(readWhole('HTTP/1.0 204 No\r\n\r\n')?.keepsMs, 0);
    assert.equal(readWhole(`${NO_CONTENT}HTTP/1.1 `)?.keepsMs, 0);
  });

  it('refuses heads, lines and bodies that do not end', () => {
    const endless = (start: string, piece: string) => () => {
      const reader = new ResponseReader();
      reader.read(Buffer.from(start));
      for (;;) {
        assert.equal(reader.read(Buffer.from(piece)), undefined);
      }
    };
    assert.throws(endless('HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 100 Continue\r\n\r\n'), /not HTTP/);
    assert.throws(endless('HTTP/1.1 200 OK\r\n', 'x: y\r\n'), /not HTTP/);
    assert.throws(endless(`${CHUNKED}1;`, 'x=y;'), /too long/);
    assert.throws(endless(`${CHUNKED}0\r\n`, 'x: y\r\n'), /longer than/);
    assert.throws(endless('HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(4096)), /longer than/);
  });
});

describe('Connection', () => {
  for (const [what, bytes] of INVALID) {
    it(`rejects a response that ${what}, and sends the next request over another connection`, async () => {
      const { send } = await connectionTo((socket, _, connection) => socket.end(connection === 1 ? bytes : NO_CONTENT));
      await assert.rejects(send(), Error);
      assert.equal((await send()).status, 204);
    });
  }

  it('is reused, and opened again after the server has closed it', async () => {
    const { sockets, send, connection } = await connectionTo((socket) => socket.write(NO_CONTENT));
    await send();
    await send();
    assert.equal(sockets.length, 1);
    sockets[0]!.end();
    await once(sockets[0]!, 'close');
    assert.equal((await send()).status, 204);
    assert.equal(sockets.length, 2);
    connection.close();
  });

  it('is not reused after a response that says so', async () => {
    const { sockets, send } = await connectionTo((socket) =>
      socket.write('HTTP/1.1 429 Slow\r\nconnection: close\r\ncontent-length: 4\r\n\r\nslow')
    );
    assert.equal((await send()).body.toString(), 'slow');
    await send();
    assert.equal(sockets.length, 2);
  });

  it('does not take bytes that nobody asked for as the next response', async () => {
    const unasked = 'HTTP/1.1 500 Unasked\r\ncontent-length: 0\r\n\r\n';
    const { sockets, send } = await connectionTo((socket, _, connection) => {
      socket.write(NO_CONTENT);
      if (connection === 1) {
        setImmediate(() => socket.write(unasked));
      }
    });
    assert.equal((await send()).status, 204);
    await once(sockets[0]!, 'close');
    assert.equal((await send()).status, 204);
    assert.equal(sockets.length, 2);
  });

  it('does not repeat a request that may have arrived', async () => {
    const { sockets, send } = await connectionTo((socket, _, connection) =>
      connection === 1 ? socket.destroy() : socket.write(NO_CONTENT)
    );
    await assert.rejects(send(), /closed before|ECONNRESET/);
    assert.equal(sockets.length, 1);
  });

  it('refuses a second request while one is under way', async () => {
    const { send } = await connectionTo((socket) => socket.write(NO_CONTENT));
    const first = send();
    await assert.rejects(send(), /another request is under way/);
    assert.equal((await first).status, 204);
  });

  it('can be used again after it could not be opened', async () => {
    const { url } = await serverThat((socket) => socket.write(NO_CONTENT));
    let broken = true;
    const open = connectorTo(url, {});
    const connection = new Connection((onread, opened) => {
      if (broken) {
        throw new Error('no such certificate');
      }
      return open(onread, opened);
    }, PATIENT_MS);
    await assert.rejects(connection.send(request, never), /no such certificate/);
    broken = false;
    assert.equal((await connection.send(request, never)).status, 204);
    connection.close();
  });

  it('asks after the TLS handshake whether the request may still be sent', async () => {
    // Keys that both know need no certificate.
    const psk = Buffer.alloc(16, 1);
    const tls = { ciphers: 'PSK-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' } as const;
    let handshakes = 0;
    const server = createTlsServer({ ...tls, pskCallback: () => psk }, (socket) => {
      handshakes++;
      socket.on('data', () => socket.write(NO_CONTENT));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const client = { ...tls, pskCallback: () => ({ psk, identity: 'test' }), checkServerIdentity: () => undefined };
    const connection = new Connection(connectorTo(url, client), PATIENT_MS);
    const asked: number[] = [];
    assert.equal((await connection.send(request, never, () => asked.push(handshakes) > 0)).status, 204);
    assert.deepEqual(asked, [1]);
    connection.close();
    server.close();
  });

  it('rejects with the reason of the signal, before the request and while it waits for the response', async () => {
    const stop = new AbortController();
    const { sockets, send } = await connectionTo(() => stop.abort(new Error('enough')));
    await assert.rejects(send(stop.signal), /enough/);
    await assert.rejects(send(stop.signal), /enough/);
    assert.equal(sockets.length, 1);
  });

  it('listens to one signal at a time', async () => {
    const { send, connection } = await connectionTo((socket) => socket.write(NO_CONTENT));
    const [first, second] = [new AbortController(), new AbortController()];
    let listeners = 0;
    const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
    first.signal.addEventListener = function (...args) {
      listeners++;
      add.apply(this, args);
    };
    first.signal.removeEventListener = function (...args) {
      listeners--;
      remove.apply(this, args);
    };
    await send(first.signal);
    await send(first.signal);
    assert.equal(listeners, 1);
    await send(second.signal);
    assert.equal(listeners, 0);
    connection.close();
  });
});

describe('lokiPush', () => {
  const permit = { signal: never, mayPush: () => true };
  const access = { timeoutMs: TIMEOUT_MS, headers: {}, tls: { insecureSkipVerify: false } };
  const late = { status: 0, text: 'no answer within 0.1 s', retryAfterMs: 0 };

  it('gives up on a server that does not answer in time', async () => {
    const { url } = await serverThat(() => undefined);
    assert.deepEqual(await lokiPush({ ...access, url: url.href })(Buffer.from('x'), permit), late);
  });

  it('sends nothing if the permit ends while the connection is opened, and pushes over the next one', async () => {
    let mayPush = true;
    let requests = 0;
    const { url } = await serverThat((socket) => {
      requests++;
      socket.write(NO_CONTENT);
    });
    const push = lokiPush({ ...access, timeoutMs: PATIENT_MS, url: url.href });
    const late = push(Buffer.from('x'), { signal: never, mayPush: () => mayPush });
    mayPush = false;
    assert.deepEqual(await late, { status: 0, text: 'not sent: the leave to send it has ended', retryAfterMs: 0 });
    assert.equal((await push(Buffer.from('x'), permit)).status, 204);
    assert.equal(requests, 1);
  });

  for (const [header, retryAfterMs] of [
    ['Retry-After: 7', 7_000],
    ['Retry-After: 99999999', LONGEST_RETRY_AFTER_MS],
    ['Retry-After: Wed, 21 Oct 2026 07:28:09 GMT\r\nDate: Wed, 21 Oct 2026 07:28:00 GMT', 9_000],
    ['Retry-After: Wed, 21 Oct 2026 07:28:00 GMT\r\nDate: Wed, 21 Oct 2026 07:28:09 GMT', 0],
    ['Retry-After: Fri, 21 Oct 2095 07:28:00 GMT', LONGEST_RETRY_AFTER_MS],
    ['Retry-After: soon', 0],
    ['Retry-After: -5', 0],
  ] as const) {
    it(`waits ${retryAfterMs} ms after a response with ${JSON.stringify(header)}`, async () => {
      const { url } = await serverThat((socket) =>
        socket.write(`HTTP/1.1 429 Slow\r\n${header}\r\ncontent-length: 0\r\n\r\n`)
      );
      const push = lokiPush({ ...access, timeoutMs: PATIENT_MS, url: url.href });
      assert.equal((await push(Buffer.from('x'), permit)).retryAfterMs, retryAfterMs);
    });
  }

  it('gives up on a server whose answer does not end in time', async () => {
    const { url } = await serverThat((socket) => {
      socket.write(CHUNKED);
      const drip = setInterval(() => socket.write('1\r\nx\r\n'), TIMEOUT_MS / 20);
      socket.on('close', () => clearInterval(drip));
    });
    assert.deepEqual(await lokiPush({ ...access, url: url.href })(Buffer.from('x'), permit), late);
  });
});

it('writes each header once, and none that contains a line break', () => {
  const url = new URL('https://loki.example:3100/push?a=1');
  const head = headOf('POST', url, { 'x-a': '1', 'X-A': '2', Host: 'other' });
  assert.equal(head, 'POST /push?a=1 HTTP/1.1\r\nhost: other\r\nx-a: 2\r\n');
  assert.throws(() => headOf('POST', url, { 'x-a': '1\r\nx-b: 2' }), /Invalid character/);
});

it('packs a few bytes as they are and many smaller, in a form that snappy reads', () => {
  for (const length of [20, 60, 61, 127, 128, 255, 256, 257, 2048, 2049, 100_000]) {
    const bytes = Buffer.alloc(length, 'ab');
    const packed = pack(bytes);
    assert.deepEqual(Buffer.from(uncompress(packed)), bytes, `${length} bytes`);
    assert.ok(packed.length <= length + 6);
  }
});
