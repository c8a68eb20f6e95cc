import { readFileSync } from 'node:fs';
import { asApiObject } from '../events/api-object.ts';
import { Failure } from '../loki/failure.ts';
import { columnsFromFile, columnsFromSpec, type ObjectColumn } from './custom-columns.ts';
import { eventColumns, type EventTableOptions } from './event-table.ts';
import { parseTemplate } from './jsonpath/parse.ts';
import { JSON_PRINTER, jsonPathPrinter, NAME_PRINTER, YAML_PRINTER } from './objects.ts';
import { type Printer } from './printer.ts';
import { tablePrinter, type TableOptions } from './table.ts';

export interface OutputOptions extends TableOptions, Omit<EventTableOptions, 'wide'> {
  /** The argument of a format that has none of its own. */
  template?: string;
}

/** The printer of an `-o` format. @throws {Failure} in kubectl's words if the format is unknown or its argument invalid */
export function printerFor(output: string, options: OutputOptions): Printer {
  const [name = '', ...rest] = output.split('=');
  const argument = rest.length > 0 ? rest.join('=') : options.template;
  const printer = FORMATS.get(output)?.(options) ?? FORMATS_WITH_ARGUMENT.get(name)?.(argument, options);
  if (!printer) {
    throw noPrinter(output);
  }
  return printer;
}

const eventTable = (wide: boolean, options: OutputOptions): Printer =>
  tablePrinter(eventColumns({ ...options, wide }), options, (event) => event);

const FORMATS: ReadonlyMap<string, (options: OutputOptions) => Printer> = new Map([
  ['', (options: OutputOptions) => eventTable(false, options)],
  ['wide', (options: OutputOptions) => eventTable(true, options)],
  ['json', () => JSON_PRINTER],
  ['yaml', () => YAML_PRINTER],
  ['name', () => NAME_PRINTER],
]);

const customColumns = (columns: readonly ObjectColumn[], options: TableOptions): Printer =>
  tablePrinter(columns, { ...options, headersAlways: true, forPeople: false }, ({ event }) => asApiObject(event));

type FormatWithArgument = (argument: string | undefined, options: TableOptions) => Printer;

const FORMATS_WITH_ARGUMENT: ReadonlyMap<string, FormatWithArgument> = new Map<string, FormatWithArgument>([
  ['custom-columns', (spec = '', options) => customColumns(columnsFromSpec(spec), options)],
  [
    'custom-columns-file',
    (file, options) => customColumns(columnsFromFile(contentOf(file, 'custom-columns')), options),
  ],
  ['jsonpath', (template) => jsonPath(template)],
  ['jsonpath-as-json', (template) => jsonPath(template, true)],
  ['jsonpath-file', (file) => jsonPath(file && contentOf(file, 'template'))],
]);

/** The formats that `-o` takes, sorted. */
export const OUTPUT_FORMATS: readonly string[] = [...FORMATS.keys(), ...FORMATS_WITH_ARGUMENT.keys()]
  .filter(Boolean)
  .sort();

function jsonPath(template: string | undefined, asJson = false): Printer {
  if (!template) {
    throw new Failure('template format specified but no template given');
  }
  try {
    return jsonPathPrinter(template, parseTemplate(template), asJson);
  } catch (error) {
    throw new Failure(`error parsing jsonpath ${template}, ${(error as Error).message}`);
  }
}

function noPrinter(output: string): Failure {
  if (/^(go-)?template(-?file)?(=|$)/.test(output)) {
    return new Failure(
      'Go templates are not supported, as they need Go to run: use -o jsonpath=… or -o custom-columns=…, or -o json with jq'
    );
  }
  return new Failure(
    `unable to match a printer suitable for the output format ${JSON.stringify(output)}, allowed formats are: ${OUTPUT_FORMATS.join(',')}`
  );
}

function contentOf(file: string | undefined, what: string): string {
  if (!file) {
    throw new Failure(`${what} file specified but no file given`);
  }
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Failure(
      `error reading ${what} ${file}, ${code === 'ENOENT' ? `open ${file}: no such file or directory` : code}`
    );
  }
}
