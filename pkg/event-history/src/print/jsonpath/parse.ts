import { unquote } from '@kubernetes-events/event';
import { Failure } from '../../loki/failure.ts';
import { childrenOf, descendantsOf, type Filter, filterItems, propertyOf, run, sliceOf, type Step } from './steps.ts';

/** A part of a template: what its steps find is printed or, for a range, what its body gives for each value. */
export interface Part {
  steps: readonly Step[];
  body?: readonly Part[];
}

/**
 * Parses a template in kubectl's dialect of JSONPath.
 *
 * Source: https://kubernetes.io/docs/reference/kubectl/jsonpath/, and
 * https://github.com/kubernetes/client-go/blob/v0.37.2/util/jsonpath/parser.go.
 *
 * @throws {Failure} in kubectl's words
 */
export function parseTemplate(template: string): Part[] {
  return new Parser(template).parts(false);
}

const NAME = /(?:\\.|[^\s.,[\]$@{}\\])*/y;

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Text and actions, up to the end of the range that they are in. */
  parts(inRange: boolean): Part[] {
    const parts: Part[] = [];
    while (this.#at < this.#text.length) {
      const [text] = this.#take(/[^{]*/y)!;
      if (text !== '') {
        parts.push({ steps: [() => [text]] });
      }
      if (!this.#take(/\{/y)) {
        break;
      }
      const keyword = this.#take(/\s*(range|end)(?=[\s.,[\]$@{}])/y)?.[1];
      const steps = this.#action();
      if (keyword === 'end' && !inRange) {
        throw new Failure('not in range, nothing to end');
      } else if (keyword === 'end') {
        return parts;
      }
      parts.push(keyword === 'range' ? { steps, body: this.parts(true) } : { steps });
    }
    return parts;
  }

  /** The steps up to a closing brace, and past it. */
  #action(): Step[] {
    const steps: Step[] = [];
    while (!this.#take(/\}/y)) {
      if (!this.#take(/[ @$]+/y)) {
        steps.push(this.#step());
      }
    }
    return steps;
  }

  #step(): Step {
    if (this.#take(/\[\?\(/y)) {
      return this.#filter();
    }
    if (this.#take(/\[/y)) {
      return arrayStep(this.#orFail(/([^\]\n]*)\]/y, 'unterminated array')[1]!);
    }
    if (this.#take(/\.\./y)) {
      return this.#recursive();
    }
    if (this.#take(/\./y)) {
      return fieldStep(this.#take(NAME)![0]);
    }
    if (this.#take(/(?=["'])/y)) {
      const [literal] = this.#orFail(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/y, 'unterminated quoted string');
      const text = unquote(literal.slice(1, -1));
      return () => [text];
    }
    return this.#value();
  }

  #recursive(): Step {
    if (this.#take(/\.\./y)) {
      throw new Failure('invalid multiple recursive descent');
    }
    const [name] = this.#take(NAME)!;
    const field = name === '' ? undefined : fieldStep(name);
    return (values) => (field ? field(values.flatMap(descendantsOf)) : values.flatMap(descendantsOf));
  }

  /** A number or a boolean, as filters compare with. */
  #value(): Step {
    const number = this.#take(/[+-]?[.\d]+/y)?.[0];
    if (number !== undefined && Number.isNaN(Number(number))) {
      throw new Failure(`cannot parse number ${number}`);
    }
    const word = number === undefined ? this.#take(/[_\p{L}][^\s.,[\]$@{}]*/uy)?.[0] : undefined;
    if (number === undefined && word === undefined) {
      throw this.#unexpected();
    }
    if (word !== undefined && !['true', 'false'].includes(word)) {
      throw new Failure(`unrecognized identifier ${word}`);
    }
    const value = number === undefined ? word === 'true' : Number(number);
    return () => [value];
  }

  #unexpected(): Failure {
    const code = this.#text.codePointAt(this.#at);
    if (code === undefined || code === 0x0a || code === 0x0d) {
      return new Failure('unclosed action');
    }
    const hex = code.toString(16).toUpperCase().padStart(4, '0');
    return new Failure(`unrecognized character in action: U+${hex} '${String.fromCodePoint(code)}'`);
  }

  #filter(): Step {
    const [, inside = ''] = this.#orFail(
      /((?:"(?:\\.|[^"\n])*"|'(?:\\.|[^'\n])*'|[^"')\n])*)\)/y,
      'unterminated filter'
    );
    this.#orFail(/\]/y, 'unclosed array expect ]');
    const [, left = inside, operator, right] = /^([^!<>=]+)([!<>=]+)(.+)$/s.exec(inside) ?? [];
    const filter: Filter = { left: stepsOf(left), ...(operator && { operator, right: stepsOf(right ?? '') }) };
    return (values) => values.flatMap((value) => filterItems(value, filter));
  }

  #orFail(pattern: RegExp, message: string): RegExpExecArray {
    const match = this.#take(pattern);
    if (!match) {
      throw new Failure(message);
    }
    return match;
  }

  /** What a sticky pattern matches here; the parser continues after it. */
  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    this.#at += match?.[0].length ?? 0;
    return match;
  }
}

/** A path without its braces. */
function stepsOf(path: string): readonly Step[] {
  return parseTemplate(`{${path}}`)[0]!.steps;
}

function fieldStep(name: string): Step {
  const key = name.replace(/\\(.)/g, '$1');
  return (values) => values.flatMap((value) => (name === '*' ? childrenOf(value) : propertyOf(value, key)));
}

/** What is between two brackets: an index, a slice, a quoted key, or several of them. */
function arrayStep(text: string): Step {
  const parts = text.split(',');
  if (parts.length > 1) {
    const steps = parts.map((part) => arrayStep(part.trim()));
    return (values) => steps.flatMap((step) => step(values));
  }
  if (text === '*') {
    return (values) => values.flatMap(childrenOf);
  }
  const key = /^'([^']*)'$/.exec(text)?.[1];
  if (key !== undefined) {
    const steps = stepsOf(`.${key}`);
    return (values) => run(steps, values);
  }
  const slice = /^(-?\d*)(?::(-?\d*))?(?::(-?\d*))?$/.exec(text);
  if (!slice) {
    throw new Failure(`invalid array index ${text}`);
  }
  const [start, end, step] = slice.slice(1).map((digits) => (digits ? Number(digits) : undefined));
  const single = !text.includes(':');
  return (values) => values.flatMap((value) => sliceOf(value, { start, end, step, single }));
}
