import { type Foreign, isObject } from './foreign.ts';

type Rule = Record<string, string>;

/** Where an event that a route lets through is kept: it matches one of `include` and none of `exclude`. */
interface Path {
  include: Rule;
  exclude: Rule[];
}

/** A rule's fields, and what they are called here. */
const FIELDS: Record<string, string> = {
  namespace: 'metadata.namespace',
  kind: 'involvedObject.kind',
  apiVersion: 'involvedObject.apiVersion',
  reason: 'reason',
  type: 'type',
  message: 'message',
  component: 'source.component',
  host: 'source.host',
};

/**
 * The tree of routes as filters: every way through it that ends at a receiver which is kept, as one include rule, and
 * what all of these ways drop as exclude rules. What cannot be said so is named in the notes; then rather more events are
 * kept than fewer.
 */
export function filtersOf(foreign: Foreign, kept: ReadonlySet<string>, notes: string[]): Record<string, unknown> {
  const paths = walk(foreign.route, 'route', { include: {}, exclude: [] }, kept, notes);
  if (paths.length === 0) {
    notes.push('route: leads to none of the receivers that are carried over: all events are kept');
  }
  const everything = paths.some(({ include }) => Object.keys(include).length === 0);
  const include = everything ? [] : unique(paths.map((path) => path.include));
  const exclude = droppedByAll(paths, notes);
  const filters = {
    ...(foreign.namespace !== undefined && { namespaces: [String(foreign.namespace)] }),
    ...(include.length > 0 && { include }),
    ...(exclude.length > 0 && { exclude }),
  };
  return Object.keys(filters).length > 0 ? { filters } : {};
}

function droppedByAll(paths: readonly Path[], notes: string[]): Rule[] {
  const dropped = unique(paths.flatMap(({ exclude }) => exclude));
  const byAll = dropped.filter((rule) => paths.every(({ exclude }) => has(exclude, rule)));
  for (const rule of dropped.filter((candidate) => !has(byAll, candidate))) {
    notes.push(`drop ${JSON.stringify(rule)}: left out: another route keeps what it drops`);
  }
  return byAll;
}

function walk(route: unknown, at: string, from: Path, kept: ReadonlySet<string>, notes: string[]): Path[] {
  if (!isObject(route)) {
    return [];
  }
  const drop = rulesOf(route.drop).flatMap((rule, index) => {
    const dropped = ruleOf(rule, `${at}.drop[${index}]`, notes);
    // A condition that is lost would drop more than was meant.
    return dropped.whole && Object.keys(dropped.rule).length > 0 ? [dropped.rule] : [];
  });
  const path = { include: from.include, exclude: [...from.exclude, ...drop] };
  const matches = rulesOf(route.match).map((rule, index) => ({
    ...ruleOf(rule, `${at}.match[${index}]`, notes),
    receiver: String((rule as { receiver?: unknown }).receiver ?? ''),
  }));
  const ends = matches
    .filter(({ receiver }) => kept.has(receiver))
    .flatMap(({ rule }, index) => merged(path, [rule], `${at}.match[${index}]`, notes));
  const inner = merged(
    path,
    matches.map(({ rule }) => rule),
    at,
    notes
  );
  const routes = Array.isArray(route.routes) ? route.routes : [];
  return [
    ...ends,
    ...inner.flatMap((next) => routes.flatMap((sub, index) => walk(sub, `${at}.routes[${index}]`, next, kept, notes))),
  ];
}

/** The path with further conditions; where two are about the same field both must hold. */
function merged(path: Path, rules: readonly Rule[], at: string, notes: string[]): [Path] {
  const include = { ...path.include };
  for (const [field, pattern] of rules.flatMap((rule) => Object.entries(rule))) {
    const before = include[field];
    if (before !== undefined && before !== pattern) {
      notes.push(`${at}: ${field} has two conditions on the way here: both are kept, as one pattern`);
      include[field] = `(?=(?:${before})$)(?:${pattern})`;
    } else {
      include[field] = pattern;
    }
  }
  return [{ include, exclude: path.exclude }];
}

/** A rule here, and whether all of it could be said. */
function ruleOf(rule: unknown, at: string, notes: string[]): { rule: Rule; whole: boolean } {
  const converted: Rule = {};
  let whole = true;
  for (const [name, value] of Object.entries(isObject(rule) ? rule : {})) {
    const field = FIELDS[name];
    const pattern = field ? anywhere(String(value)) : undefined;
    if (pattern !== undefined) {
      converted[field!] = pattern;
    } else if (name !== 'receiver' && name !== 'name') {
      whole = false;
      const why = field ? `"${String(value)}" is not a regular expression` : (LOST[name] ?? 'there is nothing like it');
      notes.push(`${at}.${name}: left out: ${why}`);
    }
  }
  return { rule: converted, whole };
}

const LOST: Record<string, string> = {
  labels: "labels of the event's object are not known here (filters.labelSelector asks for the event's own)",
  annotations: "annotations of the event's object are not known here",
  minCount: 'a count is not compared; in LogQL: | count >= …',
};

/** A pattern that may match anywhere in a value, as theirs do, as one for the whole value; undefined where it is none. */
function anywhere(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
  return `.*(?:${pattern}).*`;
}

function rulesOf(rules: unknown): unknown[] {
  return Array.isArray(rules) ? rules : [];
}

function unique(rules: readonly Rule[]): Rule[] {
  return rules.filter((rule, at) => rules.findIndex((other) => same(other, rule)) === at);
}

function has(rules: readonly Rule[], rule: Rule): boolean {
  return rules.some((other) => same(other, rule));
}

function same(a: Rule, b: Rule): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}
