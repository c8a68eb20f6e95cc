import { type Event, text } from '../event.ts';
import { unquote } from '../unquote.ts';

/**
 * Key → path. The first ones are those of Grafana Alloy's `loki.source.kubernetes_events`, so that its lines and ours
 * are read, and filtered by people's queries, alike.
 *
 * Source: https://grafana.com/docs/alloy/latest/reference/components/loki/loki.source.kubernetes_events/
 */
const KEYS: Record<string, readonly [string, string?]> = {
  name: ['involvedObject', 'name'],
  kind: ['involvedObject', 'kind'],
  action: ['action'],
  objectAPIversion: ['involvedObject', 'apiVersion'],
  objectRV: ['involvedObject', 'resourceVersion'],
  eventRV: ['metadata', 'resourceVersion'],
  reportinginstance: ['reportingInstance'],
  reportingcontroller: ['reportingComponent'],
  sourcecomponent: ['source', 'component'],
  sourcehost: ['source', 'host'],
  reason: ['reason'],
  type: ['type'],
  count: ['count'],
  msg: ['message'],
  namespace: ['metadata', 'namespace'],
  objectNamespace: ['involvedObject', 'namespace'],
  objectUID: ['involvedObject', 'uid'],
  fieldpath: ['involvedObject', 'fieldPath'],
  event: ['metadata', 'name'],
  eventUID: ['metadata', 'uid'],
  created: ['metadata', 'creationTimestamp'],
  first: ['firstTimestamp'],
  last: ['lastTimestamp'],
  eventtime: ['eventTime'],
  seriescount: ['series', 'count'],
  serieslast: ['series', 'lastObservedTime'],
  relatedkind: ['related', 'kind'],
  relatednamespace: ['related', 'namespace'],
  relatedname: ['related', 'name'],
  relateduid: ['related', 'uid'],
};
const NUMBERS = new Set(['count', 'seriescount']);
const PAIR = /(?:^|\s)([^\s="]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))/g;
const NEEDS_QUOTES = /[\s="\\\u0000-\u001f\u007f-\u00a0\u2028\u2029\ufeff\ufffd]/;

/** An event as `key=value` pairs; a value with spaces, quotes or control characters in it is quoted as JSON is. */
export function formatLogfmt(event: Event): string {
  const pairs: string[] = [];
  for (const [key, [parent, child]] of Object.entries(KEYS)) {
    const at = (event as Record<string, unknown>)[parent];
    const value = text(child === undefined ? at : (at as Record<string, unknown> | null | undefined)?.[child]);
    if (value) {
      pairs.push(`${key}=${NEEDS_QUOTES.test(value) ? JSON.stringify(value) : value}`);
    }
  }
  return pairs.join(' ');
}

/** The event of a logfmt line, ours or Alloy's; undefined for any other line. */
export function readLogfmt(line: string): Event | undefined {
  const pairs: Array<[string, string]> = [];
  for (const [, key = '', quoted, bare = ''] of line.matchAll(PAIR)) {
    pairs.push([key, quoted === undefined ? bare : unquote(quoted)]);
  }
  return eventOfPairs(pairs);
}

/**
 * The event of pairs with the keys of logfmt lines; undefined if they name no object, or nothing about it, and have not
 * the uid of an event either.
 */
export function eventOfPairs(pairs: Iterable<[string, unknown]>): Event | undefined {
  const event: Record<string, unknown> = {};
  for (const [key, value] of pairs) {
    const path = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
    if (path) {
      set(event, path, NUMBERS.has(key) ? Number(value) : value);
    }
  }
  const { metadata } = event as Event;
  const isAboutObject = 'involvedObject' in event && ('reason' in event || 'message' in event);
  return isAboutObject || metadata?.uid ? (event as Event) : undefined;
}

function set(event: Record<string, unknown>, [parent, child]: readonly [string, string?], value: unknown): void {
  event[parent] = child === undefined ? value : { ...(event[parent] as object | undefined), [child]: value };
}
