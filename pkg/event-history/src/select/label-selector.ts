import { Failure } from '../loki/failure.ts';

type Labels = Record<string, string>;
type Requirement = (labels: Labels) => boolean;

const SET = /^([^\s!=,()]+)\s+(in|notin)\s*\(([^()]*)\)$/;
const EQUALITY = /^([^\s!=,()]+)\s*(==?|!=)\s*([^\s!=,()]*)$/;
const EXISTENCE = /^(!?)\s*([^\s!=,()]+)$/;

/**
 * Parses a label selector: `app=web`, `app!=web`, `app in (a,b)`, `app notin (a)`, `app`, `!app`, separated by commas.
 *
 * Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors.
 *
 * @returns undefined if it is empty
 * @throws {Failure} if it is invalid
 */
export function labelSelectorOf(text: string): Requirement | undefined {
  const terms = text.split(/,(?![^(]*\))/).map((term) => term.trim());
  if (text.trim() === '') {
    return undefined;
  }
  const requirements = terms.map((term) => requirementOf(term, text));
  return (labels) => requirements.every((requirement) => requirement(labels));
}

function requirementOf(term: string, selector: string): Requirement {
  const set = SET.exec(term);
  if (set) {
    const [, key = '', operator, list = ''] = set;
    const values = list.split(',').map((value) => value.trim());
    return (labels) =>
      has(labels, key) ? values.includes(labels[key] ?? '') === (operator === 'in') : operator === 'notin';
  }
  const equality = EQUALITY.exec(term);
  if (equality) {
    const [, key = '', operator, value = ''] = equality;
    return (labels) => (has(labels, key) && labels[key] === value) === (operator !== '!=');
  }
  const existence = EXISTENCE.exec(term);
  if (existence) {
    const [, not, key = ''] = existence;
    return (labels) => has(labels, key) === (not === '');
  }
  throw new Failure(
    `label selector "${selector}": unable to parse "${term}": write key=value, key!=value, key in (a,b), key notin (a,b), key or !key`
  );
}

const has = (labels: Labels, key: string): boolean => Object.hasOwn(labels, key);
