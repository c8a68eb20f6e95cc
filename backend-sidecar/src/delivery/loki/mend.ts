import { type Entry, formatLine, readLine } from '@kubernetes-events/event';
import { type Item } from '../item.ts';
import { type Reason } from './refusal.ts';

/** Where Loki's own limits are: 15 label names, of which it adds some itself. */
const LABELS_KEPT = ['service_name', 'cluster'];

/** Metadata that stays when there is too much of it. */
const METADATA_KEPT = ['reason', 'name', 'count', 'increment', 'event_uid', 'resource_version', 'level'];

/**
 * The entry changed so that what Loki had against it does not hold any more; undefined where there is nothing left to
 * change. The same mend may be asked for twice: the second one goes further.
 */
export function mend(item: Item, reason: Reason, nowNs: bigint): Entry | undefined {
  const { entry } = item;
  switch (reason.kind) {
    case 'too old':
    case 'too far behind':
    case 'too new':
      return restamp(item, nowNs);
    case 'line too long':
      return shorten(entry, reason.limit);
    case 'too many labels':
      return moveLabels(entry, Object.keys(entry.labels).length - Math.max(1, reason.limit));
    case 'bad label':
    case 'too many streams':
      return moveLabels(entry, 1);
    case 'no metadata':
      return withoutMetadata(entry);
    case 'too much metadata':
      return lessMetadata(entry);
    default:
      return undefined;
  }
}

/** First the time at which the API server took the revision, which a second push would come to as well; then now. */
function restamp({ entry, recordedNs }: Item, nowNs: bigint): Entry | undefined {
  const tried = entry.metadata.event_time !== undefined;
  if (tried && entry.timestampNs !== recordedNs) {
    return undefined;
  }
  const timestampNs = tried || recordedNs === 0n ? nowNs : recordedNs;
  const eventTime = entry.metadata.event_time ?? isoTime(entry.timestampNs);
  return { ...entry, timestampNs, metadata: { ...entry.metadata, event_time: eventTime } };
}

/** Nanoseconds since the epoch as RFC 3339, with all nine digits. */
export function isoTime(ns: bigint): string {
  const seconds = new Date(Number(ns / 1_000_000n)).toISOString().slice(0, 19);
  return `${seconds}.${(ns % 1_000_000_000n).toString().padStart(9, '0')}Z`;
}

const CUT = '… (cut)';

/** The line cut to the limit; a JSON line stays JSON, with a shorter message. */
function shorten(entry: Entry, limit: number): Entry | undefined {
  const length = Buffer.byteLength(entry.line);
  if (limit <= CUT.length * 3 || length <= limit) {
    return undefined;
  }
  const line = entry.line.startsWith('{') ? shortenJson(entry.line, limit) : cut(entry.line, limit);
  return { ...entry, line };
}

function shortenJson(line: string, limit: number): string {
  const event = JSON.parse(line) as { message?: unknown };
  const message = String(event.message ?? '');
  for (let keep = limit; keep > 64; keep = Math.floor(keep * 0.7)) {
    const shorter = JSON.stringify({ ...event, message: cut(message, keep) });
    if (Buffer.byteLength(shorter) <= limit) {
      return shorter;
    }
  }
  return cut(line, limit);
}

/** The text's start, at most so many bytes with the mark of the cut, never in the middle of a character. */
export function cut(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= maxBytes) {
    return text;
  }
  let end = maxBytes - Buffer.byteLength(CUT);
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) {
    end--;
  }
  return bytes.subarray(0, end).toString('utf8') + CUT;
}

/** So many labels moved to the metadata, where `{…} | name="value"` still finds them: the longest values first. */
function moveLabels(entry: Entry, count: number): Entry | undefined {
  const movable = Object.keys(entry.labels).filter((name) => !LABELS_KEPT.includes(name));
  if (movable.length === 0) {
    return undefined;
  }
  const order = ['_host', '_namespace', '_kind', '_type'];
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : -1);
  const moved = movable.sort((a, b) => rank(a) - rank(b)).slice(0, Math.max(1, count));
  return withoutLabels(entry, moved);
}

export function withoutLabels(entry: Entry, names: readonly string[]): Entry {
  const labels = { ...entry.labels };
  const metadata = { ...entry.metadata };
  for (const name of names) {
    metadata[name] = labels[name] ?? '';
    delete labels[name];
  }
  return { ...entry, labels, metadata };
}

/** All that the metadata told is told by the line then, as JSON. */
function withoutMetadata(entry: Entry): Entry | undefined {
  if (Object.keys(entry.metadata).length === 0) {
    return undefined;
  }
  const { event, format } = readLine(entry.line);
  const line = format === 'json' || format === 'other' ? entry.line : formatLine(event, 'json');
  return { ...entry, line, metadata: {} };
}

function lessMetadata(entry: Entry): Entry | undefined {
  const kept = Object.entries(entry.metadata).filter(([name]) => METADATA_KEPT.includes(name));
  return kept.length < Object.keys(entry.metadata).length
    ? { ...entry, metadata: Object.fromEntries(kept) }
    : undefined;
}
