import { type Event, text } from '../event.ts';
import { fromGoTime, goTime } from '../time.ts';
import { FLAT_FIELDS } from './fields.ts';
import { withReferences } from './references.ts';

type Field = (typeof FLAT_FIELDS)[number];

const WRITTEN = FLAT_FIELDS.filter(({ kind }) => kind !== 'skipped').map((field) => ({
  ...field,
  start: `${field.key}:`,
  between: `, ${field.key}:`,
}));
const KEYS = [...new Set(FLAT_FIELDS.flatMap((field) => [field.key, field.oldKey]).filter(Boolean))];
const KEY_IN_VALUE = new RegExp(`(, (?:${KEYS.map((key) => key.replace('.', '\\.')).join('|')})):`, 'g');
const KEY = /(?:^|, )([A-Z][A-Za-z]*(?:\.[A-Z][A-Za-z]*)?):/g;

/**
 * An event as one line of `Key:Value, ` pairs in the order of the Event's fields; what is empty, nil or a zero time is
 * left out, and quotes are trimmed from the message's words.
 *
 * A backslash is doubled, a line break is `\n`, and a value that contains a pair of its own gets a backslash before
 * that colon, so that {@link readFlat} finds each value whole.
 */
export function formatFlat(event: Event, references: Record<string, string> = {}): string {
  // Joined once: a string that grows is a tree of its parts, which takes several times the memory of its text.
  const parts: string[] = [];
  for (const field of WRITTEN) {
    const value = references[field.key] ?? print(field, valueAt(event, field.path));
    if (value) {
      parts.push(parts.length > 0 ? field.between : field.start, escape(value));
    }
  }
  return parts.length > 0 ? `${parts.join('')}, ` : '';
}

function valueAt(event: Event, path: readonly string[]): unknown {
  let value: unknown = event;
  for (const key of path) {
    value = (value as Record<string, unknown> | null | undefined)?.[key];
  }
  return value;
}

function print(field: Field, value: unknown): string {
  switch (field.kind) {
    case 'time':
      return goTime(value);
    case 'message': {
      const message = trimQuotes(text(value));
      // The space is there since the first collector, and in people's line filters.
      return message && ` ${message}`;
    }
    case 'json':
      return typeof value === 'object' && value !== null && Object.keys(value).length > 0 ? text(value) : '';
    default:
      return text(value);
  }
}

/** Runs of double quotes at the start and at the end of a word. */
const OUTER_QUOTES = /(?<!\S)"+|(?<!")"+(?!\S)/g;

/** Takes the double quotes off both ends of each word. */
export function trimQuotes(message: string): string {
  return message.includes('"') ? message.replace(OUTER_QUOTES, '') : message;
}

function escape(value: string): string {
  const escaped = /[\\\n\r]/.test(value)
    ? value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
    : value;
  return escaped.includes(', ') ? escaped.replace(KEY_IN_VALUE, '$1\\:') : escaped;
}

function unescape(value: string): string {
  return value.includes('\\')
    ? value.replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char === 'r' ? '\r' : char))
    : value;
}

/**
 * The event of a flat line, ours or the first Go collector's, which had no parents in front of its keys;
 * undefined for a line that is neither. Quotes that were trimmed from the message stay gone.
 *
 * @param timestampNs the time of its entry, in nanoseconds since the epoch
 */
export function readFlat(line: string, timestampNs: bigint): Event | undefined {
  const found: Array<{ field: Field; start: number; end: number }> = [];
  let next = 0;
  for (const match of line.matchAll(KEY)) {
    const index = FLAT_FIELDS.findIndex(
      (field, at) => at >= next && (field.key === match[1] || field.oldKey === match[1])
    );
    if (index >= 0) {
      const last = found.at(-1);
      if (last) {
        last.end = match.index;
      }
      found.push({ field: FLAT_FIELDS[index]!, start: match.index + match[0].length, end: line.length });
      next = index + 1;
    }
  }
  const last = found.at(-1);
  if (last && line.endsWith(', ')) {
    last.end -= 2;
  }
  const startsWithKey = line.search(KEY) === 0;
  const isEvent = found.length > 1 || found[0]?.field.key === 'UID';
  return startsWithKey && isEvent ? withReferences(eventOf(line, found), timestampNs) : undefined;
}

function eventOf(line: string, found: Array<{ field: Field; start: number; end: number }>): Event {
  const event: Record<string, unknown> = {};
  for (const { field, start, end } of found) {
    const value = parse(field, unescape(line.slice(start, end)));
    const [parent, child] = field.path;
    if (value === undefined || parent === undefined) {
      continue;
    }
    if (child === undefined) {
      event[parent] = value;
    } else {
      event[parent] = { ...(event[parent] as object | undefined), [child]: value };
    }
  }
  return event;
}

function parse(field: Field, value: string): unknown {
  switch (field.kind) {
    case 'skipped':
      return undefined;
    case 'time':
      return value.startsWith('=') ? value : fromGoTime(value) || undefined;
    case 'number':
      return Number.isFinite(Number(value)) ? Number(value) : undefined;
    case 'message':
      return value.startsWith(' ') ? value.slice(1) : value;
    case 'json':
      return parseJson(value);
    default:
      return value;
  }
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
