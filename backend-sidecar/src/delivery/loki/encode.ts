import protobuf from 'protobufjs/minimal.js';
import { type Entry } from '@kubernetes-events/event';

const NANOS_A_SECOND = 1_000_000_000n;

/** A stream's labels as Loki reads them: `{_kind="Pod", _type="Normal"}`, sorted, values quoted as in LogQL. */
export function streamOf(labels: Record<string, string>): string {
  const pairs = Object.keys(labels)
    .sort()
    .map((name) => `${name}=${quote(labels[name] ?? '')}`);
  return `{${pairs.join(', ')}}`;
}

/** JSON's escapes are LogQL's, too; its reader takes the replacement character for broken UTF-8, unless escaped. */
function quote(value: string): string {
  return JSON.stringify(value).replaceAll('\ufffd', '\\ufffd');
}

/**
 * Entries as the body of a push, before compression. Each stream stands once, its entries in the order given.
 *
 * Source: https://github.com/grafana/loki/blob/v3.7.8/pkg/push/push.proto
 */
export function encodePush(entries: readonly Entry[]): Uint8Array {
  const streams = new Map<string, Entry[]>();
  for (const entry of entries) {
    const stream = streamOf(entry.labels);
    const known = streams.get(stream);
    if (known) {
      known.push(entry);
    } else {
      streams.set(stream, [entry]);
    }
  }
  const writer = protobuf.Writer.create();
  for (const [stream, members] of streams) {
    writer.uint32(field(1)).fork().uint32(field(1)).string(stream);
    for (const entry of members) {
      writeEntry(writer, entry);
    }
    writer.ldelim();
  }
  return writer.finish();
}

function writeEntry(writer: protobuf.Writer, { timestampNs, line, metadata }: Entry): void {
  writer.uint32(field(2)).fork();
  writer.uint32(field(1)).fork();
  writer.uint32(8).int64(Number(timestampNs / NANOS_A_SECOND));
  writer.uint32(16).int32(Number(timestampNs % NANOS_A_SECOND));
  writer.ldelim();
  writer.uint32(field(2)).string(line);
  for (const [name, value] of Object.entries(metadata)) {
    writer.uint32(field(3)).fork().uint32(field(1)).string(name).uint32(field(2)).string(value).ldelim();
  }
  writer.ldelim();
}

/** A field's tag, for the length-delimited wire type that all but the two numbers have. */
function field(number: number): number {
  return (number << 3) | 2;
}
