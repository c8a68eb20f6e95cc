import { type Entry } from '@kubernetes-events/event';
import { WireWriter } from './wire.ts';

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

/** Shared by all pushes, which are written one after the other. */
const writer = new WireWriter();

/**
 * Entries as the body of a push, before compression. Each stream stands once, its entries in the order given. The
 * next call writes over the result.
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
  writer.reset();
  for (const [stream, members] of streams) {
    const start = writer.open(1);
    writer.string(1, stream);
    for (const entry of members) {
      writeEntry(entry);
    }
    writer.close(start);
  }
  return writer.written();
}

function writeEntry({ timestampNs, line, metadata }: Entry): void {
  const start = writer.open(2);
  const timestamp = writer.open(1);
  writer.number(1, Number(timestampNs / NANOS_A_SECOND));
  writer.number(2, Number(timestampNs % NANOS_A_SECOND));
  writer.close(timestamp);
  writer.string(2, line);
  for (const name in metadata) {
    const pair = writer.open(3);
    writer.string(1, name);
    writer.string(2, metadata[name]!);
    writer.close(pair);
  }
  writer.close(start);
}
