import { type Event } from '@kubernetes-events/event';
import { asApiObject } from '../events/api-object.ts';

const ESCAPED = /[<>&\u2028\u2029]/g;

/** A value as Go's encoding/json prints it: keys sorted, four spaces a level, and `<`, `>` and `&` escaped. */
export function goJson(value: unknown, indent = '    '): string {
  return escapeHtml(JSON.stringify(sorted(value), null, indent));
}

/** Outside strings there is none of these, so that all of them can be escaped. */
function escapeHtml(json: string): string {
  return json.replace(ESCAPED, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same value with the keys of every object in order, as Go sorts a map's. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, inner]) => [key, sorted(inner)])
  );
}

/** A v1 List of events, event by event, as `kubectl get events -o json` prints it. */
export function* jsonList(events: Iterable<Event>): Generator<string> {
  yield '{\n    "apiVersion": "v1",\n    "items": [';
  let separator = '\n';
  for (const event of events) {
    yield `${separator}${goJson(asApiObject(event)).replace(/^/gm, '        ')}`;
    separator = ',\n';
  }
  yield `${separator === '\n' ? '' : '\n    '}],\n    "kind": "List",\n    "metadata": {\n        "resourceVersion": ""\n    }\n}\n`;
}
