import assert from 'node:assert/strict';
import { Agent, request as nodeRequest } from 'node:http';
import { Duplex } from 'node:stream';
import { it } from 'node:test';
import fc from 'fast-check';
import { Connection } from '../src/http/connection.ts';
import { connectorTo } from '../src/http/connector.ts';
import { type Response, ResponseReader } from '../src/http/response.ts';
import { NO_CONTENT, serverThat } from './raw-server.ts';

/** The same cases in each run. */
const SEED = 20;
const VALID_CASES = 50_000;
const BROKEN_CASES = 50_000;
const CONNECTION_CASES = 300;

/** A response as it is meant, and its bytes. */
interface Sample {
  bytes: Buffer;
  status: number;
  body: string;
  /** Whether only the end of the connection ends it. */
  closes: boolean;
}

const bodies = fc.string({
  unit: fc.constantFrom('a', '0', '\r', '\n', ' ', ':', 'HTTP/1.1 200 OK\r\n\r\n'),
  maxLength: 12,
});
const interim = fc.constantFrom('', 'HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n');
const extra = fc.constantFrom(
  '',
  'Retry-After: 3\r\n',
  'x:\t y \r\n',
  'Keep-Alive: timeout=5\r\n',
  'X-Long: '.padEnd(900, 'x') + '\r\n'
);
const extension = fc.constantFrom('', ';x', ';x=y', ';x="y"');

const samples: fc.Arbitrary<Sample> = fc
  .record({
    interim,
    status: fc.constantFrom(200, 201, 204, 304, 400, 429, 500, 503),
    extra,
    framing: fc.constantFrom('length', 'chunks', 'close'),
    body: bodies,
    size: fc.integer({ min: 1, max: 9 }),
    extension,
    trailer: fc.constantFrom('', 'T: x\r\n'),
  })
  .map(({ interim, status, extra, framing, body, size, extension, trailer }) => {
    const bodiless = status === 204 || status === 304;
    const start = `${interim}HTTP/1.1 ${status} Some reason\r\n${extra}`;
    const texts: Record<string, string> = {
      none: `${start}\r\n`,
      length: `${start}Content-Length: ${body.length}\r\n\r\n${body}`,
      chunks: `${start}Transfer-Encoding: chunked\r\n\r\n${chunksOf(body, size, extension)}0\r\n${trailer}\r\n`,
      close: `${start}\r\n${body}`,
    };
    const bytes = Buffer.from(texts[bodiless ? 'none' : framing]!, 'latin1');
    return { bytes, status, body: bodiless ? '' : body, closes: framing === 'close' && !bodiless };
  });

function chunksOf(body: string, size: number, extension: string): string {
  let text = '';
  for (let at = 0; at < body.length; at += size) {
    const chunk = body.slice(at, at + size);
    text += `${chunk.length.toString(16)}${extension}\r\n${chunk}\r\n`;
  }
  return text;
}

/** What turns one response into something else, or into two. */
const pieces = fc.constantFrom(
  '\n',
  '\r',
  '\r\n',
  ' ',
  '\t',
  '\0',
  '\x80',
  ';',
  '-',
  '+',
  '0x',
  '0',
  'f'.repeat(20),
  '0\r\n\r\n',
  '\r\n folded',
  'Content-Length: 5\r\n',
  'Content-Length : 5\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Transfer-Encoding: gzip, chunked\r\n',
  'Connection: close\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
  'HTTP/1.1 101 Switching Protocols\r\n\r\n',
  'x'.repeat(20_000)
);

interface Mutation {
  kind: 'insert' | 'delete' | 'repeat' | 'flip' | 'cut';
  /** In thousandths of the response. */
  at: number;
  length: number;
  piece: string;
}

const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('insert', 'delete', 'repeat', 'flip', 'cut'),
    at: fc.nat(999),
    length: fc.integer({ min: 1, max: 12 }),
    piece: pieces,
  }),
  { minLength: 1, maxLength: 3 }
);

function mutate(bytes: Buffer, { kind, at, length, piece }: Mutation): Buffer {
  const start = Math.floor((at / 1000) * bytes.length);
  const [before, after] = [bytes.subarray(0, start), bytes.subarray(start)];
  switch (kind) {
    case 'insert':
      return Buffer.concat([before, Buffer.from(piece, 'latin1'), after]);
    case 'delete':
      return Buffer.concat([before, after.subarray(length)]);
    case 'repeat':
      return Buffer.concat([before, after.subarray(0, length), after]);
    case 'flip':
      return Buffer.concat([before, after.subarray(0, 1).map((byte) => byte ^ (1 << (length % 8))), after.subarray(1)]);
    case 'cut':
      return before;
  }
}

/** Feeds a reader pieces of the given sizes, over and over; the connection ends after the last. */
function readInPieces(bytes: Buffer, sizes: readonly number[]): Response | undefined {
  const reader = new ResponseReader();
  let at = 0;
  for (let piece = 0; at < bytes.length; piece++) {
    const size = sizes[piece % sizes.length] ?? bytes.length;
    const response = reader.read(bytes.subarray(at, at + size));
    at += size;
    if (response) {
      return response;
    }
  }
  return reader.end();
}

/** The bytes without those after the response: Node's client ends a connection that has any, the response unread. */
function responseOnly(bytes: Buffer): Buffer {
  const reader = new ResponseReader();
  let length = 0;
  while (length < bytes.length && !reader.read(bytes.subarray(length, length + 1))) {
    length++;
  }
  return bytes.subarray(0, length + 1);
}

/** What Node's client reads. @throws where it refuses it */
function readByNode(bytes: Buffer): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const socket = new Duplex({
      read: () => undefined,
      write(_chunk, _encoding, done) {
        done();
        this.push(bytes);
        this.push(null);
      },
    });
    const agent = new Agent();
    agent.createConnection = () => socket;
    const sent = nodeRequest({ method: 'POST', agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode, body: Buffer.concat(chunks).toString('latin1') })
      );
    });
    sent.on('error', reject);
    sent.end('x');
  });
}

const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 });

it(`reads ${VALID_CASES} valid responses as they are meant, however they are cut`, () => {
  fc.assert(
    fc.property(samples, cuts, ({ bytes, status, body, closes }, sizes) => {
      const response = readInPieces(bytes, sizes);
      assert.deepEqual([response?.status, response?.body.toString('latin1')], [status, body]);
      assert.equal(response?.keepsMs === 0, closes);
    }),
    { seed: SEED, numRuns: VALID_CASES }
  );
});

it(`refuses ${BROKEN_CASES} broken responses, or reads what Node's client reads`, async () => {
  let refused = 0;
  let accepted = 0;
  const property = fc.asyncProperty(samples, mutations, cuts, async ({ bytes }, changes, sizes) => {
    const broken = changes.reduce(mutate, bytes);
    let response: Response | undefined;
    try {
      response = readInPieces(broken, sizes);
    } catch (error) {
      assert.ok(error instanceof Error && error.message !== '' && !(error instanceof TypeError), String(error));
      refused++;
      return;
    }
    accepted++;
    const expected = await readByNode(responseOnly(broken));
    assert.deepEqual({ status: response?.status, body: response?.body.toString('latin1') }, expected);
  });
  await fc.assert(property, { seed: SEED, numRuns: BROKEN_CASES });
  assert.ok(refused > BROKEN_CASES / 4 && accepted > BROKEN_CASES / 20, `refused ${refused}, accepted ${accepted}`);
});

it(`settles ${CONNECTION_CASES} requests whose responses are broken, and each one that follows`, async () => {
  let bytes: Buffer = Buffer.alloc(0);
  const { url, sockets } = await serverThat((socket, request) => {
    if (request.startsWith('GET /good')) {
      socket.write(NO_CONTENT);
    } else {
      socket.end(bytes);
    }
  });
  const never = new AbortController().signal;
  const connection = new Connection(connectorTo(url, {}), 60_000);
  const send = (path: string): Promise<Response> =>
    connection.send(Buffer.from(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`), never);
  await fc.assert(
    fc.asyncProperty(samples, mutations, async (sample, changes) => {
      bytes = changes.reduce(mutate, sample.bytes);
      const [outcome] = await Promise.allSettled([send('/bad')]);
      assert.ok(outcome.status === 'fulfilled' || outcome.reason instanceof Error);
      // A good response that came before the end of the connection may leave that to be used once more.
      const next = await send('/good').catch(() => send('/good'));
      assert.equal(next.status, 204);
    }),
    { seed: SEED, numRuns: CONNECTION_CASES }
  );
  connection.close();
  assert.ok(sockets.length > 1);
});
