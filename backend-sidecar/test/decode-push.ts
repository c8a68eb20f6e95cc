import protobuf from 'protobufjs';
import { uncompress } from 'snappyjs';

// Loki's own description of a push.
const { root } = protobuf.parse(`syntax = "proto3";
  message Push { repeated Stream streams = 1; }
  message Stream { string labels = 1; repeated Entry entries = 2; }
  message Time { int64 seconds = 1; int32 nanos = 2; }
  message Entry { Time timestamp = 1; string line = 2; repeated Pair metadata = 3; }
  message Pair { string name = 1; string value = 2; }`);
const Push = root.lookupType('Push');

export interface DecodedEntry {
  stream: string;
  ns: bigint;
  line: string;
  metadata: Record<string, string>;
}

/** The entries of a push's body, before compression. */
export function decodePush(bytes: Uint8Array): DecodedEntry[] {
  const read = Push.toObject(Push.decode(bytes), { longs: String, arrays: true, defaults: true }) as {
    streams: Array<{
      labels: string;
      entries: Array<{
        timestamp: { seconds: string; nanos: number };
        line: string;
        metadata: Array<{ name: string; value: string }>;
      }>;
    }>;
  };
  return read.streams.flatMap((stream) =>
    stream.entries.map(({ timestamp, line, metadata }) => ({
      stream: stream.labels,
      ns: BigInt(timestamp.seconds) * 1_000_000_000n + BigInt(timestamp.nanos),
      line,
      metadata: Object.fromEntries(metadata.map(({ name, value }) => [name, value])),
    }))
  );
}

/** The same of a body as it is sent. */
export function decodeBody(body: Uint8Array): DecodedEntry[] {
  return decodePush(uncompress(body));
}
