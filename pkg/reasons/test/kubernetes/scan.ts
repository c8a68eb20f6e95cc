import { type EventType } from '../../src/index.ts';
import {
  type Call,
  callsOf,
  folderOf,
  functionsOf,
  type GoFunction,
  importedFolder,
  stringConstants,
  withoutComments,
} from './go-source.ts';
import { type GoFile } from './modules.ts';

/** A place that writes an Event: the reasons that it can have. */
export interface Emission {
  path: string;
  line: number;
  /** Unless a variable holds it. */
  type?: EventType;
  reasons: string[];
  /** What the reason comes from where following constants, variables and parameters leads no further. */
  open: string[];
}

/** What following an expression has come upon so far. */
interface Found {
  reasons: Set<string>;
  open: Set<string>;
}

/** The functions by which Kubernetes' components write Events. */
const RECORDERS =
  /\b(?:Event|Eventf|AnnotatedEventf|[rR]ecordContainerEvent|[rR]ecordNodeStatusEvent|recordEventFunc|RecordNodeEvent|RecordNodeStatusChange|logIt|recordEvent)\(/g;
/** Functions that pass on their arguments: their callers write the Event. */
const PASSES_ON = /^(?:Event|Eventf|AnnotatedEventf)$/;
const EVENT_TYPE = /EventType(Normal|Warning)$|^e(vent)?[tT]ype$|^event\.EventType$|^podEvent\.Type$/;
/** `reason string`: a parameter's declaration, so what looks like a call is none. */
const DECLARED = /^\w+ (?:\.\.\.)?[\w.*[\]{}]+$/;
const LITERAL = /^"([^"\\]*)"$/;
const DEEPEST = 4;

/**
 * Finds every place in some Go files that writes an Event, and works out the reasons that it can write, by following
 * constants, local variables and parameters.
 */
export class EventScan {
  readonly #files: GoFile[];
  readonly #constants = new Map<string, Set<string>>();
  readonly #functions = new Map<string, GoFunction[]>();

  constructor(files: readonly GoFile[]) {
    this.#files = files.map(({ path, text }) => ({ path, text: withoutComments(text) }));
    for (const file of this.#files) {
      this.#collectConstants(file);
      this.#functions.set(file.path, functionsOf(file));
    }
  }

  emissions(): Emission[] {
    return this.#files.flatMap((file) => [...callsOf(file, RECORDERS)].flatMap((call) => this.#emission(call)));
  }

  #emission(call: Call): Emission[] {
    const expression = reasonArgument(call);
    const writer = this.#functionAround(call);
    if (expression === undefined || (writer && PASSES_ON.test(writer.name))) {
      return [];
    }
    const found: Found = { reasons: new Set(), open: new Set() };
    this.#follow(expression, call, found, 0);
    const line = call.file.text.slice(0, call.at).split('\n').length;
    const type = call.args.map(typeOf).find(Boolean);
    return [{ path: call.file.path, line, type, reasons: [...found.reasons], open: [...found.open] }];
  }

  /** The values of a file's string constants. */
  constantsOf(path: string): string[] {
    const file = this.#files.find((one) => one.path === path);
    return file ? [...stringConstants(file.text)].map(([, value]) => value) : [];
  }

  /** The values of what a pattern's group finds in the files below a folder. */
  valuesOf(folder: string, pattern: RegExp): string[] {
    const found: Found = { reasons: new Set(), open: new Set() };
    for (const file of this.#files.filter(({ path }) => path.startsWith(folder))) {
      for (const match of file.text.matchAll(pattern)) {
        this.#follow(match[1] ?? '', { file, at: match.index, args: [] }, found, 0);
      }
    }
    return [...found.reasons];
  }

  #collectConstants(file: GoFile): void {
    for (const [name, value] of stringConstants(file.text)) {
      const key = `${folderOf(file.path)}#${name}`;
      this.#constants.set(key, (this.#constants.get(key) ?? new Set()).add(value));
    }
  }

  #follow(expression: string, call: Call, found: Found, depth: number): void {
    const literal = LITERAL.exec(expression)?.[1];
    if (literal !== undefined) {
      found.reasons.add(literal);
      return;
    }
    if (/^[a-z]\w*$/.test(expression) && depth <= DEEPEST && this.#followVariable(expression, call, found, depth)) {
      return;
    }
    const values = this.#constant(expression, call.file);
    values.forEach((value) => found.reasons.add(value));
    if (values.length === 0) {
      found.open.add(expression);
    }
  }

  /** The values of a constant, of this package or of an imported one; a field of a variable is not a constant. */
  #constant(expression: string, file: GoFile): string[] {
    const [, qualifier, name = ''] = /^(?:(\w+)\.)?(\w+)$/.exec(expression) ?? [];
    const folder = qualifier === undefined ? folderOf(file.path) : importedFolder(file, qualifier);
    return [...(this.#constants.get(`${folder}#${name}`) ?? [])];
  }

  /** A local variable is what its function assigns to it; a parameter is what the function's callers pass. */
  #followVariable(name: string, call: Call, found: Found, depth: number): boolean {
    const inside = this.#functionAround(call);
    if (!inside) {
      return false;
    }
    const assigned = [...inside.body.matchAll(new RegExp(`(?:^|[\\s,])${name}(?:, ?\\w+)* :?= ([^\\n]+)`, 'g'))];
    for (const [, value = ''] of assigned) {
      this.#follow(value.replace(/,\s.*$/, '').trim(), call, found, depth + 1);
    }
    const index = inside.parameters.indexOf(name);
    const callers = index < 0 ? [] : this.#callsOf(inside);
    for (const caller of callers) {
      this.#follow(caller.args[index] ?? '', caller, found, depth + 1);
    }
    return assigned.length + callers.length > 0;
  }

  #functionAround(call: Call): GoFunction | undefined {
    return this.#functions.get(call.file.path)?.findLast((one) => one.start <= call.at);
  }

  #callsOf(callee: GoFunction): Call[] {
    const everywhere = /^[A-Z]/.test(callee.name);
    return this.#files
      .filter((file) => everywhere || folderOf(file.path) === folderOf(callee.path))
      .filter((file) => file.text.includes(`${callee.name}(`))
      .flatMap((file) => [...callsOf(file, new RegExp(`\\b${callee.name}\\(`, 'g'))]);
  }
}

function typeOf(argument: string): EventType | undefined {
  const name = /EventType(Normal|Warning)$/.exec(argument)?.[1];
  return name === 'Normal' || name === 'Warning' ? name : undefined;
}

/** The reason stands behind the event's type; the node controllers' own function has it last. */
function reasonArgument({ file, at, args }: Call): string | undefined {
  if (file.text.startsWith('RecordNodeStatusChange(', at)) {
    return args.at(-1);
  }
  if (args.some((one) => DECLARED.test(one))) {
    return undefined;
  }
  const type = args.findIndex((one) => EVENT_TYPE.test(one));
  return type < 0 ? undefined : args[type + 1];
}
