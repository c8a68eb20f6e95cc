import { type GoFile } from './modules.ts';

/** A call in a file, at an offset. */
export interface Call {
  file: GoFile;
  at: number;
  args: string[];
}

/** A function or method: its name, the names of its parameters, and its text from `start` on. */
export interface GoFunction {
  name: string;
  parameters: string[];
  body: string;
  path: string;
  start: number;
}

/** Splits the arguments that start at `start` (just behind the bracket) at their commas; strings and brackets are whole. */
function argumentsAt(text: string, start: number): string[] {
  const args: string[] = [];
  let depth = 0;
  let from = start;
  for (let i = start; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '"' || char === '`') {
      i = endOfString(text, i);
    } else if ('([{'.includes(char)) {
      depth++;
    } else if (depth > 0 && ')]}'.includes(char)) {
      depth--;
    } else if (depth === 0 && (char === ',' || char === ')')) {
      args.push(text.slice(from, i).trim());
      from = i + 1;
      if (char === ')') {
        return args.filter(Boolean);
      }
    }
  }
  return args;
}

function endOfString(text: string, start: number): number {
  const quote = text.charAt(start);
  for (let i = start + 1; i < text.length; i++) {
    if (text.charAt(i) === quote) {
      return i;
    }
    if (quote === '"' && text.charAt(i) === '\\') {
      i++;
    }
  }
  return text.length;
}

/** The text with comments blanked out, at the same offsets. */
export function withoutComments(text: string): string {
  return text.replace(/"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (match) =>
    match.startsWith('/') ? match.replace(/[^\n]/g, ' ') : match
  );
}

/** The folder of a package that a file imports under a name, as the repository has it. */
export function importedFolder(file: GoFile, name: string): string | undefined {
  const path = new RegExp(`\\b${name} "([^"]+)"|"([^"]+/${name})"`).exec(file.text);
  return (path?.[1] ?? path?.[2])?.replace(/^k8s\.io\/kubernetes\/|^(?=k8s\.io\/)/, (prefix) =>
    prefix ? '' : 'staging/src/'
  );
}

export const folderOf = (path: string) => path.slice(0, path.lastIndexOf('/'));

/** The functions and methods of a file, in order. */
export function functionsOf(file: GoFile): GoFunction[] {
  const heads = [...file.text.matchAll(/^func (?:\([^)]*\) )?(\w+)(?:\[[^\]]*\])?\(/gm)];
  return heads.map((head, i) => {
    const parameters = argumentsAt(file.text, head.index + head[0].length).map((one) => one.split(/\s/)[0] ?? '');
    const body = file.text.slice(head.index, heads[i + 1]?.index);
    return { name: head[1] ?? '', parameters, body, path: file.path, start: head.index };
  });
}

/** The calls that a pattern, which ends with the bracket, finds in a file. */
export function* callsOf(file: GoFile, name: RegExp): Generator<Call> {
  for (const match of file.text.matchAll(name)) {
    const line = file.text.slice(file.text.lastIndexOf('\n', match.index) + 1, match.index);
    if (!/^func /.test(line)) {
      yield { file, at: match.index, args: argumentsAt(file.text, match.index + match[0].length) };
    }
  }
}

/** Names and values of the string constants of a file. */
export function* stringConstants(text: string): Generator<[name: string, value: string]> {
  for (const [, name = '', value = ''] of text.matchAll(
    /^\s*(?:const |var )?(\w+)(?:\s+[\w.]+)?\s*=\s*"([^"\\\n]*)"\s*$/gm
  )) {
    yield [name, value];
  }
}
