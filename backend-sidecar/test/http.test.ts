import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { readBody, sendRequest } from '../src/http/request.ts';
import { Chunks } from '../src/kubernetes/chunks.ts';
import { CHUNKED, INVALID, LIMIT, NO_CONTENT, serverThat, VALID } from './raw-server.ts';

const MINUTE_MS = 60_000;
const never = new AbortController().signal;

async function clientOf(talk: (socket: Socket, request: string, connection: number) => void, idleMs = MINUTE_MS) {
  const { url, sockets } = await serverThat(talk);
  const agent = new Agent({ keepAlive: true, timeout: idleMs });
  const send = (signal = never, headers = {}) =>
    sendRequest({ url, method: 'POST', headers, agent, body: 'x', signal });
  return { url, sockets, send };
}

async function read(response: ReturnType<typeof sendRequest>): Promise<string> {
  return (await readBody(await response, LIMIT)).toString();
}

describe('sendRequest', () => {
  for (const [what, bytes, status, body] of VALID) {
    it(`reads a response ${what}, one byte at a time`, async () => {
      const { send } = await clientOf((socket) => [...bytes].forEach((byte) => socket.write(byte)));
      const response = await send();
      assert.deepEqual([response.statusCode, (await readBody(response, LIMIT)).toString()], [status, body]);
    });
  }

  const tooLong: [string, string] = ['is longer than the limit', `HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(LIMIT + 1)}`];
  for (const [what, bytes] of [...INVALID, tooLong]) {
    it(`rejects a response that ${what}, and sends the next request over another connection`, async () => {
      const { send } = await clientOf((socket, _, connection) => socket.end(connection === 1 ? bytes : NO_CONTENT));
      await assert.rejects(read(send()), Error);
      assert.equal((await send()).statusCode, 204);
    });
  }

  it('reuses a connection, and opens another after the server has closed it', async () => {
    const { sockets, send } = await clientOf((socket) => socket.write(NO_CONTENT));
    await read(send());
    await read(send());
    assert.equal(sockets.length, 1);
    sockets[0]!.end();
    await once(sockets[0]!, 'close');
    await read(send());
    assert.equal(sockets.length, 2);
  });

  it('does not repeat a request that may have arrived', async () => {
    const { sockets, send } = await clientOf((socket, _, connection) =>
      connection === 1 ? socket.destroy() : socket.write(NO_CONTENT)
    );
    await assert.rejects(read(send()), /socket hang up|ECONNRESET/);
    assert.equal(sockets.length, 1);
  });

  it('rejects with the reason of the signal: before the request, before the response and while it is read', async () => {
    const { sockets, send } = await clientOf((socket, _, connection) => connection === 2 && socket.write(CHUNKED));
    const stop = new AbortController();
    const waiting = send(stop.signal);
    while (sockets.length < 1) {
      await delay(5);
    }
    const reading = send(stop.signal).then((response) => {
      stop.abort(new Error('enough'));
      return readBody(response, LIMIT);
    });
    await assert.rejects(reading, /enough/);
    await assert.rejects(waiting, /enough/);
    await assert.rejects(send(stop.signal), /enough/);
    assert.equal(sockets.length, 2);
  });
});

describe('Chunks', () => {
  it('leaves in the socket what nobody has asked for', async () => {
    const piece = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const most = 4096;
    let written = 0;
    const { send } = await clientOf((socket) => {
      socket.write(CHUNKED);
      const more = (): void => {
        while (written < most && socket.write(piece)) {
          written++;
        }
      };
      socket.on('drain', more);
      more();
    });
    const chunks = new Chunks(await send(), MINUTE_MS, Infinity);
    assert.ok(Array.isArray(await chunks.next()));
    // The server writes until the buffers in between are full; then nothing moves.
    let before = -1;
    while (before !== written) {
      before = written;
      await delay(100);
    }
    assert.ok(written < most, 'the server could write everything');
    const stalled = written;
    while (written === stalled) {
      assert.ok(Array.isArray(await chunks.next()));
    }
    chunks.close();
  });

  it('hands on each chunk as it comes, and then the end', async () => {
    const { sockets, send } = await clientOf((socket) => socket.write(`${CHUNKED}3\r\none\r\n`));
    const chunks = new Chunks(await send(), MINUTE_MS, Infinity);
    assert.deepEqual(await chunks.next(), [Buffer.from('one')]);
    sockets[0]!.write('3\r\ntwo\r\n0\r\n\r\n');
    assert.deepEqual(await chunks.next(), [Buffer.from('two')]);
    assert.equal(await chunks.next(), 'closed');
  });

  it('reads many chunks at once where they come one by one in quick succession, each of them once', async () => {
    const most = 5_000;
    let written = 0;
    let isEnough = false;
    const { send } = await clientOf((socket) => {
      socket.write(CHUNKED);
      const timer = setInterval(() => {
        socket.write(`5\r\n${String(written++).padStart(5, '0')}\r\n`);
        if (isEnough || written === most) {
          clearInterval(timer);
          socket.write('0\r\n\r\n');
        }
      }, 1);
    });
    const chunks = new Chunks(await send(), MINUTE_MS, Infinity);
    let largest = 0;
    let text = '';
    for (let come = await chunks.next(); come !== 'closed'; come = await chunks.next()) {
      assert.ok(Array.isArray(come));
      text += Buffer.concat(come).toString();
      // Of the first ones, some may have been there at once.
      largest = Math.max(largest, text.length > 1_000 ? come.length : 0);
      isEnough ||= largest >= 8;
    }
    assert.ok(isEnough, `at most ${largest} chunks were read at once`);
    assert.equal(text, Array.from({ length: written }, (_, number) => String(number).padStart(5, '0')).join(''));
  });

  it('does not rest while more is there than one read takes', async () => {
    const body = new PassThrough();
    const chunks = new Chunks(body, MINUTE_MS, Infinity);
    const read = async (bytes: number): Promise<void> => {
      const next = chunks.next();
      body.write('x'.repeat(bytes));
      assert.ok(Array.isArray(await next));
    };
    while (!body.isPaused()) {
      await read(10);
    }
    await read(60_000);
    assert.equal(body.isPaused(), false);
    chunks.close();
  });

  it('keeps a stream that is quiet for longer than a connection may be idle', async () => {
    const idleMs = 50;
    const { send } = await clientOf((socket) => {
      socket.write(CHUNKED);
      setTimeout(() => socket.write('3\r\none\r\n'), 4 * idleMs);
    }, idleMs);
    const chunks = new Chunks(await send(), MINUTE_MS, Infinity);
    assert.deepEqual(await chunks.next(), [Buffer.from('one')]);
    chunks.close();
  });

  it('fails for a stream that broke before anyone read it', async () => {
    const { send } = await clientOf((socket) => socket.write(CHUNKED));
    const stop = new AbortController();
    const response = await send(stop.signal);
    stop.abort(new Error('enough'));
    await new Promise((resolve) => response.once('close', resolve));
    await assert.rejects(new Chunks(response, MINUTE_MS, Infinity).next(), /enough/);
  });
});
