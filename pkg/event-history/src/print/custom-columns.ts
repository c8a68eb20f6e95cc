import { Failure } from '../loki/failure.ts';
import { evaluate } from './jsonpath/evaluate.ts';
import { type Part, parseTemplate } from './jsonpath/parse.ts';
import { valueText } from './jsonpath/print.ts';
import { relaxed } from './jsonpath/relaxed.ts';
import { TabWriter } from './tab-writer.ts';
import { escapeTerminal } from './table.ts';

export interface CustomColumn {
  header: string;
  template: readonly Part[];
}

/** Columns as `-o custom-columns=NAME:.metadata.name,…` gives them. @throws {Failure} in kubectl's words */
export function columnsFromSpec(spec: string): CustomColumn[] {
  if (spec === '') {
    throw new Failure('custom-columns format specified but no custom columns given');
  }
  return spec.split(',').map((part) => {
    const [header = '', ...path] = part.split(':');
    if (path.length === 0) {
      throw new Failure(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    }
    return { header, template: parseTemplate(relaxed(path.join(':'))) };
  });
}

const EXPECTED = 'Expected format is one line of space separated headers, one line of space separated column specs.';

/** Columns as a file gives them: a line of headers, a line of paths. @throws {Failure} in kubectl's words */
export function columnsFromFile(text: string): CustomColumn[] {
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
  return headers.map((header, at) => ({ header, template: parseTemplate(relaxed(specs[at] ?? '')) }));
}

const wordsOf = (line: string): string[] => line.split(/\s+/).filter(Boolean);

/** Prints objects in columns of the user's own; what an object lacks is `<none>`. */
export class CustomColumnsPrinter {
  readonly #columns: readonly CustomColumn[];
  #headersDue: boolean;

  constructor(columns: readonly CustomColumn[], headers: boolean) {
    this.#columns = columns;
    this.#headersDue = headers;
  }

  /** The objects' lines, aligned among themselves. */
  print(objects: Iterable<unknown>): string {
    const writer = new TabWriter();
    if (this.#headersDue) {
      writer.write(this.#columns.map(({ header }) => header).join('\t'));
      this.#headersDue = false;
    }
    for (const object of objects) {
      writer.write(this.#columns.map(({ template }) => cellOf(template, object)).join('\t'));
    }
    return writer.flush();
  }
}

function cellOf(template: readonly Part[], object: unknown): string {
  const results = evaluate(template, object, { allowMissingKeys: true });
  const nothing = (results[0] ?? []).length === 0;
  return [...(nothing ? ['<none>'] : []), ...results.flat().map(goText)].map(escapeTerminal).join(',');
}

/** A value as Go's `fmt.Sprint` prints it. */
function goText(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(goText).join(' ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `map[${pairs.map(([key, inner]) => `${key}:${goText(inner)}`).join(' ')}]`;
  }
  return value === null || value === undefined ? '<nil>' : valueText(value);
}
