import { parser } from '@grafana/lezer-logql';
import { type SyntaxNode } from '@lezer/common';
import { type Matcher } from './selector.ts';
import { unquote } from '@kubernetes-events/event';

/** A stage of a pipeline; a stage of several line filters counts as several. */
export interface Stage {
  /** As it is written in the query. */
  text: string;
  /** Set if the stage is `|= "text"`, `!= "text"`, `|~ "text"` or `!~ "text"`. */
  lineFilter?: { op: string; value: string };
  /** Set if the stage only compares labels with strings, all of which must hold. */
  comparisons?: Matcher[];
}

export interface LogQuery {
  matchers: Matcher[];
  stages: Stage[];
}

/** The first log query in a LogQL expression, or undefined without a stream selector that can be read. */
export function parseLogQuery(expr: string): LogQuery | undefined {
  const [selector] = outermost(parser.parse(expr).topNode, ['Selector']);
  if (!selector?.parent || !textOf(selector, expr).endsWith('}')) {
    return undefined;
  }
  const matchers = matchersIn(selector, expr);
  const stages = outermost(selector.parent, ['PipelineStage', 'UnwrapExpr']).flatMap((node) => stagesOf(node, expr));
  return matchers && { matchers, stages };
}

function stagesOf(node: SyntaxNode, expr: string): Stage[] {
  const lineFilters = outermost(node, ['LineFilter']);
  if (lineFilters.length > 0) {
    return lineFilters.map((one) => ({ text: textOf(one, expr), lineFilter: lineFilterOf(one, expr) }));
  }
  return [{ text: textOf(node, expr), comparisons: comparisonsOf(node, expr) }];
}

function lineFilterOf(node: SyntaxNode, expr: string): Stage['lineFilter'] {
  const [filter, string] = [node.getChild('Filter'), node.getChild('String')];
  const op = filter ? textOf(filter, expr) : '';
  const plain = LINE_OPERATORS.has(op) && !node.getChild('OrFilter') && !node.getChild('FilterOp');
  return string && plain ? { op, value: stringOf(string, expr) } : undefined;
}

const LINE_OPERATORS: ReadonlySet<string> = new Set(['|=', '!=', '|~', '!~']);

function comparisonsOf(stage: SyntaxNode, expr: string): Matcher[] | undefined {
  const filter = stage.name === 'PipelineStage' ? stage.getChild('LabelFilter') : null;
  return filter && outermost(filter, NO_COMPARISON).length === 0 ? matchersIn(stage, expr) : undefined;
}

/** What a label filter may have that is no comparison with a string. */
const NO_COMPARISON = ['Or', 'IpLabelFilter', 'UnitFilter', 'NumberFilter'];

/** The matchers in a node, or undefined if it has something that cannot be read. */
function matchersIn(node: SyntaxNode, expr: string): Matcher[] | undefined {
  if (outermost(node, ['⚠']).some(({ from, to }) => from < to)) {
    return undefined;
  }
  const matchers = outermost(node, ['Matcher']).map((matcher) => matcherOf(matcher, expr));
  return matchers.every((matcher) => matcher !== undefined) ? matchers : undefined;
}

function matcherOf(node: SyntaxNode, expr: string): Matcher | undefined {
  const [label, value] = [node.getChild('Identifier'), node.getChild('String')];
  const op = label?.nextSibling;
  return op && value
    ? { label: textOf(label, expr), op: textOf(op, expr) as Matcher['op'], value: stringOf(value, expr) }
    : undefined;
}

const textOf = ({ from, to }: SyntaxNode, expr: string): string => expr.slice(from, to).trim();

function stringOf(node: SyntaxNode, expr: string): string {
  const literal = textOf(node, expr);
  const content = literal.slice(1, -1);
  return literal.startsWith('`') ? content : unquote(content);
}

/** The nodes with these names that are in no other such node, in the order of the text. */
function outermost(root: SyntaxNode, names: readonly string[]): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  root.cursor().iterate(({ name, node }) => {
    if (names.includes(name)) {
      found.push(node);
      return false;
    }
    return undefined;
  });
  return found;
}
