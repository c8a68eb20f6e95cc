import { isDeepStrictEqual } from 'node:util';
import { text } from '@kubernetes-events/event';
import { type Fields, fieldsOf, listOf } from './template.ts';

/** One difference between two pod templates. */
export interface Change {
  /** The field, and what it belongs to: `image.main`. */
  field: string;
  /** `image of main registry/web:1.4.1 → 1.4.2` */
  words: string;
}

/** More of them are not named in the words. */
export const MOST_NAMED = 8;

/** A longer value is cut. Image names are at most 255 characters long. */
const LONGEST_VALUE = 300;

/** The differences of two lists whose items have names: the names alone. */
export function namedChanges(
  before: unknown,
  after: unknown,
  field: string,
  noun: string,
  of: string,
  nameOf?: (item: Fields) => string
): Change[] {
  return grouped(pairsOf(byName(before, nameOf), byName(after, nameOf)), field, noun, of);
}

/** `env A, B changed`: one change a name, whose words are with the first of those that changed alike. */
export function grouped(pairs: ReadonlyArray<Pair<unknown>>, field: string, noun: string, of: string): Change[] {
  return ['changed', 'added', 'removed'].flatMap((verb) => {
    const names = pairs.filter(([, old, now]) => verbOf(old, now) === verb).map(([name]) => name);
    const words = `${noun} ${shortened(names, ', ')}${of} ${verb}`;
    return names.map((name, at) => ({ field: `${field}.${name}`, words: at === 0 ? words : '' }));
  });
}

/** The first of the words, and how many more there are. */
export function shortened(words: readonly string[], separator: string): string {
  const more = words.length - MOST_NAMED;
  return [...words.slice(0, MOST_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join(separator);
}

function verbOf(before: unknown, after: unknown): string | undefined {
  if (before === undefined || after === undefined) {
    return after === undefined ? 'removed' : 'added';
  }
  return isDeepStrictEqual(before, after) ? undefined : 'changed';
}

/** Fields of which no value is in the words. */
export function otherChanges(before: Fields, after: Fields, suffix: string, of: string): Change[] {
  return pairsOf(mapOf(before), mapOf(after))
    .filter(([, old, now]) => !isDeepStrictEqual(old, now))
    .map(([field]) => ({ field: `${field}${suffix}`, words: `${field}${of} changed` }));
}

export function value(field: string, what: string, before: unknown, after: unknown): Change[] {
  return isDeepStrictEqual(before, after) ? [] : [{ field, words: `${what} ${valueOf(before)} → ${valueOf(after)}` }];
}

export function valueOf(value: unknown): string {
  const whole = text(value) || (value === '' ? '""' : 'none');
  return whole.length > LONGEST_VALUE ? `${whole.slice(0, LONGEST_VALUE).toWellFormed()}…` : whole;
}

export type Pair<T> = readonly [name: string, before: T | undefined, after: T | undefined];

/** The fields of both, in the order of the second, then those that only the first has. */
export function pairsOf<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): Array<Pair<T>> {
  return [...new Set([...after.keys(), ...before.keys()])].map((name) => [name, before.get(name), after.get(name)]);
}

export function mapOf(fields: unknown): Map<string, unknown> {
  return new Map(Object.entries(fieldsOf(fields)));
}

/** The items of a list by their name. The same name may come more than once. */
export function byName(items: unknown, nameOf = ({ name }: Fields): string => text(name)): Map<string, Fields[]> {
  return Map.groupBy(listOf(items), nameOf);
}

export function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
