import { type Entry } from '@kubernetes-events/event';
import protobuf, { type Writer } from 'protobufjs/minimal.js';

const NANOS_A_SECOND = 1_000_000_000n;
/** Values that need no escapes. */
const PLAIN = /^[\w ./:-]*$/;

/** A lone entry's stream is asked for more than once on its way. */
let last: { labels: Readonly<Record<string, string>>; stream: string } | undefined;

/** A stream's labels as Loki reads them: `{_kind="Pod", _type="Normal"}`, sorted, values quoted as in LogQL. */
export function streamOf(labels: Readonly<Record<string, string>>): string {
  if (last?.labels !== labels) {
    last = { labels, stream: quoted(labels) };
  }
  return last.stream;
}

function quoted(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.keys(labels)
    .sort()
    .map((name) => `${name}=${quote(labels[name] ?? '')}`);
  return `{${pairs.join(', ')}}`;
}

/** JSON's escapes are LogQL's, too. Loki refuses U+FFFD in a label, as if it were broken UTF-8. */
function quote(value: string): string {
  return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value).replaceAll('\ufffd', '?');
}

/** An entry, and its stream as {@link streamOf} writes it. */
export interface Streamed {
  stream: string;
  entry: Entry;
}

/** Entries with their streams, for {@link encodePush}. */
export const streamed = (entries: readonly Entry[]): Streamed[] =>
  entries.map((entry) => ({ stream: streamOf(entry.labels), entry }));

/** The tags of fields: their number, and their type in the lowest three bits. */
const [FIRST, SECOND, THIRD] = [1, 2, 3].map((field) => (field << 3) | 2) as [number, number, number];
const [SECONDS, NANOS] = [1 << 3, 2 << 3];

/**
 * Entries as the body of a push, before compression. Each stream stands once, its entries in the order given.
 *
 * Source: https://github.com/grafana/loki/blob/v3.7.8/pkg/push/push.proto
 */
export function encodePush(entries: readonly Streamed[]): Uint8Array {
  const writer = protobuf.Writer.create();
  for (const [stream, members] of Map.groupBy(entries, ({ stream }) => stream)) {
    writer.uint32(FIRST).fork().uint32(FIRST).string(stream);
    for (const { entry } of members) {
      writeEntry(writer, entry);
    }
    writer.ldelim();
  }
  return writer.finish();
}

function writeEntry(writer: Writer, { timestampNs, line, metadata }: Entry): void {
  writer.uint32(SECOND).fork().uint32(FIRST).fork();
  writer.uint32(SECONDS).int64(Number(timestampNs / NANOS_A_SECOND));
  writer.uint32(NANOS).int32(Number(timestampNs % NANOS_A_SECOND));
  writer.ldelim().uint32(SECOND).string(line);
  for (const name in metadata) {
    writer.uint32(THIRD).fork().uint32(FIRST).string(name).uint32(SECOND).string(metadata[name]!).ldelim();
  }
  writer.ldelim();
}
