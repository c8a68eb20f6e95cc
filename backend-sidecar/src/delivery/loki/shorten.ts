import { type Event, type LineFormat, readLine, storedLine } from '@kubernetes-events/event';

const CUT = '… (cut)';

/** A message is not made shorter than this, in bytes, while there are fields that matter less. */
const SHORTEST_MESSAGE = 64;

/**
 * The line within a number of bytes. It stays in its format: first the message gets shorter, then fields that say
 * little are left out. Only a line that no reader knows, or a very small limit, cuts the end off.
 *
 * @param timestampNs the time of its entry, in nanoseconds since the epoch
 */
export function shorten(line: string, maxBytes: number, timestampNs: bigint): string {
  if (Buffer.byteLength(line) <= maxBytes) {
    return line;
  }
  const { event, format } = readLine(line, timestampNs);
  if (format !== 'other') {
    for (const shape of [event, lean(event)]) {
      const shorter = withShorterMessage(shape, format, maxBytes, timestampNs);
      if (shorter !== undefined) {
        return shorter;
      }
    }
  }
  return cut(line, maxBytes);
}

function withShorterMessage(
  event: Event,
  format: Exclude<LineFormat, 'other'>,
  maxBytes: number,
  timestampNs: bigint
): string | undefined {
  const message = String(event.message ?? '');
  for (let keep = Buffer.byteLength(message); ;) {
    const line = storedLine({ ...event, message: cut(message, keep) }, format, timestampNs);
    const surplus = Buffer.byteLength(line) - maxBytes;
    if (surplus <= 0) {
      return line;
    }
    if (keep <= SHORTEST_MESSAGE) {
      return undefined;
    }
    // Escapes make a character longer than it counts: what is left over is taken off in the next round.
    keep = Math.max(SHORTEST_MESSAGE, Math.min(keep - surplus, Math.floor(keep * 0.9)));
  }
}

/** The fields that say which event it is and what happened. */
function lean(event: Event): Event {
  const { name, namespace, uid, resourceVersion } = event.metadata ?? {};
  const { kind, namespace: of, name: object, uid: objectUid } = event.involvedObject ?? {};
  const { reason, message, type, count, lastTimestamp, eventTime, source } = event;
  return {
    metadata: { name, namespace, uid, resourceVersion },
    involvedObject: { kind, namespace: of, name: object, uid: objectUid },
    reason,
    message,
    source,
    lastTimestamp,
    count,
    type,
    eventTime,
  } as Event;
}

/** The start of a text, at most this many bytes with the mark of the cut, never in the middle of a character. */
export function cut(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) {
    return text;
  }
  let end = Math.max(0, maxBytes - Buffer.byteLength(CUT));
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) {
    end--;
  }
  return bytes.subarray(0, end).toString('utf8') + CUT;
}
