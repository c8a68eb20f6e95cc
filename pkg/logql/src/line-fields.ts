import { escapeRegExp, quote } from './literal.ts';

/** Where a field is in a line of each format. */
export interface LinePlace {
  flat: string;
  logfmt: string;
  json: readonly [parent: string, child?: string];
  /** Whether the flat line begins with it. Only there is a key of this name not one of another object. */
  first?: boolean;
}

/**
 * Fields that entries have in the line alone. Version 1 had them in the structured metadata as well, under the same names:
 * a filter on one of them looks into the line, which has always had them.
 */
export const LINE_FIELDS = {
  object_uid: { flat: 'InvolvedObject.UID', logfmt: 'objectUID', json: ['involvedObject', 'uid'] },
  api_version: {
    flat: 'InvolvedObject.APIVersion',
    logfmt: 'objectAPIversion',
    json: ['involvedObject', 'apiVersion'],
  },
  instance: { flat: 'ReportingInstance', logfmt: 'reportinginstance', json: ['reportingInstance'] },
  event: { flat: 'Name', logfmt: 'event', json: ['metadata', 'name'], first: true },
  event_uid: { flat: 'UID', logfmt: 'eventUID', json: ['metadata', 'uid'] },
  resource_version: { flat: 'ResourceVersion', logfmt: 'eventRV', json: ['metadata', 'resourceVersion'] },
} as const satisfies Record<string, LinePlace>;

/** Where the line has a field; undefined if a label or metadata has it. */
export const placeInLine = (field: string): LinePlace | undefined =>
  Object.hasOwn(LINE_FIELDS, field) ? LINE_FIELDS[field as keyof typeof LINE_FIELDS] : undefined;

/**
 * A line filter for one of the values. An empty one is that of a line without the key; beside others it is left out,
 * because no expression matches what is not there.
 */
export function lineFieldStage(place: LinePlace, values: readonly string[], exclude: boolean): string {
  const filled = values.filter(Boolean);
  if (filled.length === 0) {
    return `${exclude ? '|~' : '!~'} ${quote(linePattern(place, ''))}`;
  }
  const patterns = filled.map((value) => linePattern(place, value));
  return `${exclude ? '!~' : '|~'} ${quote(patterns.join('|'))}`;
}

function linePattern({ flat, logfmt, json, first = false }: LinePlace, value: string): string {
  const start = first ? '^(?:Kind:Event, APIVersion:v1, )?' : '(?:^|, )';
  const forms = [
    ...(first ? shortNamePattern(value) : []),
    `${start}${escapeRegExp(flat)}:${value === '' ? '' : `${escapeRegExp(value)}, `}`,
    `(?:^| )${logfmt}=${value === '' ? '' : `"?${escapeRegExp(value)}"?(?: |$)`}`,
    jsonPattern(json, value),
  ];
  return forms.join('|');
}

/**
 * The name of an event as the flat line has it where it is that of the object and the nanoseconds of client-go's clock: the
 * object, which the line names apart, and what is below a second.
 */
function shortNamePattern(name: string): string[] {
  const [, object = '', clock] = /^(.+)\.([1-9a-f][0-9a-f]{15})$/.exec(name) ?? [];
  const below = clock && (BigInt(`0x${clock}`) % 1_000_000_000n).toString(16);
  return below ? [`^Name:=\\.${below}, .*, InvolvedObject\\.Name:${escapeRegExp(object)}, `] : [];
}

/** Any number of keys and values in a JSON object of strings. */
const JSON_STRINGS = String.raw`(?:"(?:[^"\\]|\\.)*"[:,]?)*?`;

function jsonPattern([parent, child]: LinePlace['json'], value: string): string {
  const text = value === '' ? '"[^"]' : escapeRegExp(JSON.stringify(value));
  return child === undefined ? `"${parent}":${text}` : `"${parent}":\\{${JSON_STRINGS}"${child}":${text}`;
}
