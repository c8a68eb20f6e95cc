import { readFileSync } from 'node:fs';
import { asApiObject } from '../events/api-object.ts';
import { Failure } from '../loki/failure.ts';
import { columnsFromFile, columnsFromSpec, type ObjectColumn } from './custom-columns.ts';
import { eventColumns, type EventTableOptions } from './event-table.ts';
import { parseTemplate } from './jsonpath/parse.ts';
import { JSON_PRINTER, jsonPathPrinter, NAME_PRINTER, YAML_PRINTER } from './objects.ts';
import { type Printer } from './printer.ts';
import { tablePrinter, type TableOptions } from './table.ts';

const FORMATS = [
  'custom-columns',
  'custom-columns-file',
  'json',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
  'name',
  'wide',
  'yaml',
] as const;

/** The formats that `-o` takes, for completion. */
export const OUTPUT_FORMATS: readonly string[] = FORMATS;

export interface OutputOptions extends TableOptions, Omit<EventTableOptions, 'wide'> {
  /** The argument of a format that has none of its own. */
  template?: string;
}

/** The printer of an `-o` format. @throws {Failure} in kubectl's words if the format is unknown or its argument invalid */
export function printerFor(output: string, options: OutputOptions): Printer {
  const [name = '', ...rest] = output.split('=');
  const printer = SIMPLE[output]?.(options);
  if (printer) {
    return printer;
  }
  const argument = rest.length > 0 ? rest.join('=') : options.template;
  switch (name) {
    case 'custom-columns':
      return customColumns(columnsFromSpec(argument ?? ''), options);
    case 'custom-columns-file':
      return customColumns(columnsFromFile(fileOf(argument, 'custom-columns')), options);
    case 'jsonpath':
    case 'jsonpath-as-json':
    case 'jsonpath-file':
      return jsonPath(name, argument);
    default:
      throw noPrinter(output);
  }
}

/** Formats without an argument. */
const SIMPLE: Record<string, (options: OutputOptions) => Printer> = {
  '': (options) => eventTable(false, options),
  wide: (options) => eventTable(true, options),
  json: () => JSON_PRINTER,
  yaml: () => YAML_PRINTER,
  name: () => NAME_PRINTER,
};

const eventTable = (wide: boolean, options: OutputOptions): Printer =>
  tablePrinter(eventColumns({ ...options, wide }), options, (event) => event);

const customColumns = (columns: readonly ObjectColumn[], options: TableOptions): Printer =>
  tablePrinter(columns, { ...options, headersAlways: true, forPeople: false }, ({ event }) => asApiObject(event));

function jsonPath(format: string, argument: string | undefined): Printer {
  if (!argument) {
    throw new Failure('template format specified but no template given');
  }
  const template = format === 'jsonpath-file' ? fileOf(argument, 'template') : argument;
  try {
    return jsonPathPrinter(template, parseTemplate(template), format === 'jsonpath-as-json');
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
    `unable to match a printer suitable for the output format ${JSON.stringify(output)}, allowed formats are: ${FORMATS.join(',')}`
  );
}

function fileOf(file: string | undefined, what: string): string {
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
