import { type Filter, type LineFilter, STREAM_LABELS } from './filter.ts';
import { alternatives, anyOf, escapeRegExp } from './literal.ts';
import { parseLogQuery, type Stage } from './parse.ts';
import { type Matcher } from './selector.ts';
import { withoutReading } from './shapes.ts';

/** A LogQL query taken apart, as far as an {@link EventQuery} can hold it. */
export interface ReadQuery {
  /** Matchers that cannot become filters. */
  base: Matcher[];
  filters: Filter[];
  lines: LineFilter[];
  /** The stages that cannot become filters, as they are written. */
  left: string[];
}

/**
 * Takes a log query apart, or the log query inside a metric query. Undefined without a stream selector.
 *
 * A matcher or stage becomes a filter if its values can be listed: `_kind="Pod"`, `reason=~"A|B"`, `name!=""`. Other
 * matchers go to `base`; other stages, such as parsers and formats, to `left`.
 */
export function readQuery(expr: string): ReadQuery | undefined {
  const query = parseLogQuery(expr);
  if (!query) {
    return undefined;
  }
  const read: ReadQuery = { base: [], filters: [], lines: [], left: [] };
  const clusterLabel = OTHER_CLUSTER_LABEL.exec(query.stages.map(({ text }) => text).join(' '))?.[1] ?? 'cluster';
  for (const matcher of query.matchers) {
    const field = matcher.label === clusterLabel ? 'cluster' : matcher.label;
    const filter = STREAM_LABELS.has(field) ? filterOf({ ...matcher, label: field }) : undefined;
    if (isAny(matcher)) {
      continue;
    } else if (filter) {
      addFilter(read, filter);
    } else {
      read.base.push(matcher);
    }
  }
  withoutReading(query.stages).forEach((stage) => readStage(stage, read));
  return withoutNarrowing(read);
}

/** Without the line filters and matchers by which Loki only reads less of what a filter selects. */
function withoutNarrowing({ base, filters, lines, left }: ReadQuery): ReadQuery {
  const included = filters.filter(({ exclude }) => !exclude);
  const inLines = new Set(included.map(({ values }) => anyOf(values)));
  const inStreams = new Set(included.map(({ values }) => anyOf([...values, ''])));
  const isNarrowing = ({ text, regexp, exclude }: LineFilter) =>
    !exclude && inLines.has(regexp ? text : escapeRegExp(text));
  return {
    base: base.filter(({ op, value }) => op !== '=~' || !inStreams.has(value)),
    filters,
    lines: lines.filter((line) => !line.caseSensitive || !isNarrowing(line)),
    left,
  };
}

/** The stage that gives the cluster's label its usual name. */
const OTHER_CLUSTER_LABEL = /\| label_format cluster=`\{\{ \.(\w+) \}\}`/;

/** Stages of the app's own queries that select nothing. The app adds them again if it needs them. */
const WRITTEN_BY_US =
  /^\| (?:unwrap increment$|label_format (?:increment|cluster|workload)=|regexp `\(\?:\^\|, \)Kind:)/;

function readStage({ text, lineFilter, comparisons }: Stage, read: ReadQuery): void {
  const filters = comparisons?.map(filterOf);
  if (lineFilter) {
    read.lines.push(lineFilterOf(lineFilter));
  } else if (filters?.every((filter) => filter !== undefined)) {
    filters.forEach((filter) => addFilter(read, filter));
  } else if (!WRITTEN_BY_US.test(text)) {
    read.left.push(text);
  }
}

function lineFilterOf({ op, value }: { op: string; value: string }): LineFilter {
  const exclude = op.startsWith('!');
  if (!op.endsWith('~')) {
    return { text: value, exclude, regexp: false, caseSensitive: true };
  }
  const caseSensitive = !value.startsWith(CASELESS);
  const pattern = caseSensitive ? value : value.slice(CASELESS.length);
  const [only, ...more] = alternatives(pattern) ?? [];
  // A search without regard to case is written as an expression. It becomes the text that was searched for again.
  return only !== undefined && more.length === 0 && !caseSensitive
    ? { text: only, exclude, regexp: false, caseSensitive }
    : { text: pattern, exclude, regexp: true, caseSensitive };
}

const CASELESS = '(?i)';

/** The values that a comparison includes or excludes, or undefined if its expression is more than a list of values. */
function filterOf({ label, op, value }: Matcher): Filter | undefined {
  const exclude = op.startsWith('!');
  if (!op.endsWith('~')) {
    return { field: label, values: [value], exclude };
  }
  if (value === '.+') {
    return { field: label, values: [''], exclude: !exclude };
  }
  const values = alternatives(value);
  return values && { field: label, values, exclude };
}

/** Whether a matcher matches all events: each has a kind and a type. */
const isAny = ({ label, op, value }: Matcher) =>
  op === '=~' && (value === '.*' || (value === '.+' && (label === '_kind' || label === '_type')));

/** Merges filters of one field: the values that all of them include, and every value that one of them excludes. */
function addFilter({ filters }: ReadQuery, filter: Filter): void {
  const at = filters.findIndex(({ field, exclude }) => field === filter.field && exclude === filter.exclude);
  const same = filters[at];
  if (!same) {
    filters.push(filter);
  } else if (filter.exclude) {
    filters[at] = { ...same, values: [...new Set([...same.values, ...filter.values])] };
  } else {
    const both = same.values.filter((value) => filter.values.includes(value));
    if (both.length > 0) {
      filters[at] = { ...same, values: both };
    } else {
      filters.push(filter);
    }
  }
}
