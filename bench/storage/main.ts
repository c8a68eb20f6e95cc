/**
 * Writes the same events into a Loki of its own in several shapes, and prints what each costs: bytes on disk, streams,
 * chunks, and the seconds and chunks of the queries of the app's first screen.
 *
 *   node bench/storage/main.ts [--events 100000] [--hours 2.4] [--shapes 'flat,alloy']
 *
 * Chunks end every two hours of the events' time. Keep the events an hour alike between runs: they decide how full chunks
 * are.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Entry } from '../../pkg/event/src/index.ts';
import { startStack } from '../../stack/src/stack.ts';
import { endChunks } from '../../tests/loki/loki.ts';
import { pushInOrder, type Volume, volumeEvents } from '../../tests/loki/volume.ts';
import { call } from '../loki.ts';
import { UNLIMITED } from '../servers.ts';
import { type Query, type Shape, SHAPES } from './shapes.ts';

/** Loki lets go of chunks that it has written this often, which the pushes wait for, and answers however long a query takes. */
const LOKI = {
  ...UNLIMITED,
  ingester: { flush_check_period: '1s' },
  server: { http_server_write_timeout: '10m' },
};
/** Queries run this often; the quickest counts, as others use the machine, too. */
const ROUNDS = 2;
const HOUR = 3_600_000;

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '100000' },
    hours: { type: 'string', default: '2.4' },
    shapes: { type: 'string', default: Object.keys(SHAPES).join() },
  },
});

interface Asked {
  seconds: number;
  chunks: number;
}

async function ask(loki: string, query: Query, logql: string, { from, to }: Volume): Promise<Asked> {
  const range: Record<string, string> =
    query === 'list' ? { start: `${from}000000`, end: `${to}000000`, limit: '100' } : { time: `${to / 1000}` };
  const endpoint = query === 'list' ? 'query_range' : 'query';
  const started = performance.now();
  const text = await call(`${loki}/loki/api/v1/${endpoint}?${new URLSearchParams({ query: logql, ...range })}`);
  const seconds = (performance.now() - started) / 1000;
  const { data } = JSON.parse(text) as {
    data: { stats: { querier: { store: { totalChunksDownloaded: number } } } };
  };
  return { seconds, chunks: data.stats.querier.store.totalChunksDownloaded };
}

interface Cost {
  rawBytes: number;
  streams: number;
  diskBytes: number;
  chunks: number;
  queries: Record<string, Asked>;
}

async function measure({ entryOf, queries }: Shape, volume: Volume): Promise<Cost> {
  const data = mkdtempSync(path.join(tmpdir(), 'bench-storage-'));
  const stack = await startStack({ name: path.basename(data), data, only: ['loki'], lokiConfig: LOKI });
  let rawBytes = 0;
  const streams = new Set<string>();
  function* entries(): Generator<Entry> {
    for (const event of volumeEvents(volume)) {
      const entry = entryOf(event);
      const metadata = Object.entries(entry.metadata).flat().join('');
      rawBytes += Buffer.byteLength(entry.line) + Buffer.byteLength(metadata);
      streams.add(JSON.stringify(entry.labels));
      yield entry;
    }
  }
  try {
    await pushInOrder(stack.lokiUrl, entries(), volume.from);
    await endChunks(stack.lokiUrl);
    const files = readdirSync(path.join(data, 'loki/chunks/fake'), { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map(({ parentPath, name }) => statSync(path.join(parentPath, name)).size);
    const asked: Cost['queries'] = {};
    for (let round = 0; round < ROUNDS; round++) {
      for (const [query, logql] of Object.entries(queries(`${Math.round((volume.to - volume.from) / 1000)}s`))) {
        const one = await ask(stack.lokiUrl, query as Query, logql, volume);
        asked[query] = asked[query] && asked[query].seconds < one.seconds ? asked[query] : one;
      }
    }
    const diskBytes = files.reduce((sum, size) => sum + size, 0);
    return { rawBytes, streams: streams.size, diskBytes, chunks: files.length, queries: asked };
  } finally {
    await stack.down();
    rmSync(data, { recursive: true, force: true });
  }
}

const to = Date.now();
const volume = { events: Number(values.events), from: to - Number(values.hours) * HOUR, to };
let isFirst = true;
for (const name of values.shapes.split(/,(?! _)/)) {
  const shape = SHAPES[name];
  if (!shape) {
    throw new Error(`--shapes: no shape "${name}": there are ${Object.keys(SHAPES).join('; ')}`);
  }
  const { rawBytes, streams, diskBytes, chunks, queries } = await measure(shape, volume);
  const columns: Record<string, string | number> = {
    shape: name,
    'raw bytes an event': Math.round(rawBytes / volume.events),
    'on disk': (diskBytes / volume.events).toFixed(1),
    streams,
    chunks,
    ...Object.fromEntries(
      Object.entries(queries).map(([query, { seconds, chunks: read }]) => [query, `${seconds.toFixed(1)} s, ${read}`])
    ),
  };
  if (isFirst) {
    console.log(`| ${Object.keys(columns).join(' | ')} |\n|${' --- |'.repeat(Object.keys(columns).length)}`);
    isFirst = false;
  }
  console.log(`| ${Object.values(columns).join(' | ')} |`);
}
