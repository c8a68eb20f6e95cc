import { distance } from 'fastest-levenshtein';
import type * as z from 'zod';
import { shapeOf } from './settings.ts';

/** A configuration that cannot be used; each problem is a line for the person who wrote it. */
export class ConfigError extends Error {
  readonly problems: string[];

  constructor(problems: string[]) {
    super(problems.map((problem) => `config: ${problem}`).join('\n'));
    this.problems = problems;
  }
}

/** Settings whose value is never shown. */
const SECRET = /(password|token)$/i;

type Issue = z.core.$ZodIssue;

/** A refused document's problems: which setting, what value, what to do. */
export function problemsOf(issues: readonly Issue[], document: unknown, schema: z.ZodType): string[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => unknownKey([...path, key], schema));
    }
    const value = issue.code === 'invalid_key' ? '' : shown(path, valueAt(document, path));
    return [`${pathText(path) || 'the file'}: ${[value, complaint(issue)].filter(Boolean).join(' ')}`];
  });
}

/** A setting's path; an unknown key in quotes, so that it stays on its line. */
function pathText(path: readonly string[]): string {
  return path.map((key) => (/^[\w-]+$/.test(key) ? key : JSON.stringify(key))).join('.');
}

function shown(path: readonly string[], value: unknown): string {
  if (value === undefined) {
    return '';
  }
  if (path.some((key) => SECRET.test(key))) {
    return '(hidden)';
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return '';
  }
  return typeof value === 'string' ? JSON.stringify(withoutPassword(value)) : JSON.stringify(value);
}

function withoutPassword(text: string): string {
  return text.replace(/\/\/[^/@\s]*@/, '//(hidden)@');
}

function complaint(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined && /undefined/.test(issue.message)
        ? `is missing (it is a ${issue.expected})`
        : `is not a ${issue.expected}`;
    case 'invalid_value':
      return `is none of ${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return 'is neither text nor a number';
    case 'too_small':
      return `is too small (at least ${issue.minimum}${issue.inclusive ? '' : ', exclusive'})`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? issue.message;
    default:
      return issue.message;
  }
}

function valueAt(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], document);
}

function unknownKey(path: readonly string[], schema: z.ZodType): string {
  let shape = shapeOf(schema);
  for (const key of path.slice(0, -1)) {
    shape = shape?.[key] && shapeOf(shape[key]);
  }
  const key = path.at(-1)!;
  const [closest] = Object.keys(shape ?? {})
    .map((name) => ({ name, distance: distance(key.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance: far }) => far <= Math.max(2, name.length / 3))
    .sort((a, b) => a.distance - b.distance);
  const hint = closest ? `did you mean ${pathText([...path.slice(0, -1), closest.name])}?` : 'leave it out';
  return `${pathText(path)}: there is no such setting (${hint})`;
}
