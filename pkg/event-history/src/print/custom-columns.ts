import { Failure } from '../loki/failure.ts';
import { evaluate, valueText } from './jsonpath/evaluate.ts';
import { parseTemplate } from './jsonpath/parse.ts';
import { relaxed } from './jsonpath/relaxed.ts';
import { type Column } from './table.ts';

/** A column that shows what a path finds in an object, or `<none>`. */
export type ObjectColumn = Column<unknown>;

/** The columns of `-o custom-columns=NAME:.metadata.name,…`. @throws {Failure} in kubectl's words */
export function columnsFromSpec(spec: string): ObjectColumn[] {
  if (spec === '') {
    throw new Failure('custom-columns format specified but no custom columns given');
  }
  return spec.split(',').map((part) => {
    const [header = '', ...path] = part.split(':');
    if (path.length === 0) {
      throw new Failure(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    }
    return columnOf(header, path.join(':'));
  });
}

const EXPECTED = 'Expected format is one line of space separated headers, one line of space separated column specs.';

/** The columns of a file: a line of headers, then a line of paths. @throws {Failure} in kubectl's words */
export function columnsFromFile(text: string): ObjectColumn[] {
  const [headerLine, specLine] = text.replace(/\n$/, '').split('\n');
  if (!headerLine) {
    throw new Failure(`invalid template, missing header line. ${EXPECTED}`);
  }
  if (specLine === undefined) {
    throw new Failure(`invalid template, missing spec line. ${EXPECTED}`);
  }
  const headers = wordsOf(headerLine);
  const specs = wordsOf(specLine);
  if (headers.length !== specs.length) {
    throw new Failure(`number of headers (${headers.length}) and field specifications (${specs.length}) don't match`);
  }
  return headers.map((header, at) => columnOf(header, specs[at] ?? ''));
}

const wordsOf = (line: string): string[] => line.split(/\s+/).filter(Boolean);

function columnOf(header: string, path: string): ObjectColumn {
  const template = parseTemplate(relaxed(path));
  return {
    header,
    value: (object) => {
      const values = evaluate(template, object).flat();
      return values.length > 0 ? values.map(goText).join(',') : '<none>';
    },
  };
}

/** A value as Go's `fmt.Sprint` prints it. */
function goText(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(goText).join(' ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    return `map[${Object.entries(value)
      .map(([key, inner]) => `${key}:${goText(inner)}`)
      .join(' ')}]`;
  }
  return value === null ? '<nil>' : valueText(value);
}
