import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Entry, type Event } from '../../pkg/event/src/index.ts';
import { type Stack } from '../../stack/src/stack.ts';
import { endChunks } from '../../tests/loki/loki.ts';
import { pushInOrder, type Volume, volumeEvents } from '../../tests/loki/volume.ts';
import { usageOf } from '../usage.ts';

/** What it costs to keep events. */
export interface Kept {
  events: number;
  seconds: number;
  /** Of lines and structured metadata, before compression. */
  rawBytes: number;
  diskBytes: number;
  streams: number;
  chunks: number;
  /** Loki's, to take them and to write its chunks. */
  cpuMs: number;
}

/** Fills a Loki. All chunks end every two hours; Loki cuts fuller ones in between, by its `sync_period`. */
export async function fill(stack: Stack, volume: Volume, entryOf: (event: Event) => Entry): Promise<Kept> {
  let rawBytes = 0;
  const streams = new Set<string>();
  function* entries(): Generator<Entry> {
    for (const event of volumeEvents(volume)) {
      const entry = entryOf(event);
      rawBytes += sizeOf(entry);
      streams.add(Object.values(entry.labels).join('\0'));
      yield entry;
    }
  }
  const started = performance.now();
  const pid = stack.pid('loki')!;
  const before = usageOf(pid).cpuMs;
  await pushInOrder(stack.lokiUrl, entries(), volume.from);
  await endChunks(stack.lokiUrl);
  const files = readdirSync(path.join(stack.state.data, 'loki/chunks/fake'), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map(({ parentPath, name }) => statSync(path.join(parentPath, name)).size);
  return {
    events: volume.events,
    seconds: (performance.now() - started) / 1000,
    rawBytes,
    diskBytes: files.reduce((sum, size) => sum + size, 0),
    streams: streams.size,
    chunks: files.length,
    cpuMs: usageOf(pid).cpuMs - before,
  };
}

function sizeOf({ line, metadata }: Entry): number {
  let size = Buffer.byteLength(line);
  for (const name in metadata) {
    size += name.length + Buffer.byteLength(metadata[name]!);
  }
  return size;
}
