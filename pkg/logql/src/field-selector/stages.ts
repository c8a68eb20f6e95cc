import { filterStage } from '../filter.ts';
import { escapeRegExp, quote } from '../literal.ts';
import { FIELDS } from './fields.ts';
import { type FieldTerm } from './parse.ts';

/** A term as a LogQL stage: on the label or metadata that holds the field, or else on its key in the line. */
export function termStage({ field, value, exclude }: FieldTerm): string {
  const place = FIELDS[field];
  if ('label' in place) {
    return filterStage({ field: place.label, values: [value], exclude });
  }
  // Lines leave out empty values, so an event with one is an event whose line lacks the key.
  const keep = value === '' ? exclude : !exclude;
  return `${keep ? '|~' : '!~'} ${quote(linePattern(place, value))}`;
}

function linePattern(place: { flat: string; logfmt: string; json: readonly string[] }, value: string): string {
  const forms = [
    `(?:^|, )${escapeRegExp(place.flat)}:${value === '' ? '' : `${escapeRegExp(value)}, `}`,
    `(?:^| )${place.logfmt}=${value === '' ? '' : `"?${escapeRegExp(value)}"?(?: |$)`}`,
    jsonPattern(place.json, value),
  ];
  return forms.join('|');
}

/** Any number of keys and values in a JSON object of strings. */
const JSON_STRINGS = String.raw`(?:"(?:[^"\\]|\\.)*"[:,]?)*?`;

function jsonPattern([parent, child]: readonly string[], value: string): string {
  const text = value === '' ? '"[^"]' : escapeRegExp(JSON.stringify(value));
  return child === undefined ? `"${parent}":${text}` : `"${parent}":\\{${JSON_STRINGS}"${child}":${text}`;
}
