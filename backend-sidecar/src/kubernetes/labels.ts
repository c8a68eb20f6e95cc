import { type ObjectMeta, text } from '@kubernetes-events/event';

/** Label → value, of the labels that the configuration names. */
export type Labels = Readonly<Record<string, string>>;

export const NO_LABELS: Labels = {};

/** The labels of these names that have a value. */
export function pick(labels: ObjectMeta['labels'], names: readonly string[]): Labels {
  const pairs = names.filter((name) => labels?.[name]).map((name) => [name, text(labels?.[name])]);
  return pairs.length > 0 ? (Object.fromEntries(pairs) as Labels) : NO_LABELS;
}

export function sameLabels(one: Labels, other: Labels): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
