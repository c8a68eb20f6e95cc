import { type Filter, type LineFilter, STREAM_LABELS } from './filter.ts';
import { type Matcher } from './selector.ts';
import { alternatives, cutStage, readComparison, readLineStage, selectorIn } from './scan.ts';

/** A LogQL query taken apart, as far as an {@link EventQuery} can hold it. */
export interface ReadQuery {
  /** Matchers that are no filter of ours. */
  base: Matcher[];
  filters: Filter[];
  lines: LineFilter[];
  /** What is in the query beside that, as it is written there. */
  left: string[];
}

/**
 * Takes a log query apart, or the log query inside a metric query. Undefined where there is no stream selector in it.
 *
 * A matcher or stage is a filter where it asks for values that can be listed: `_kind="Pod"`, `reason=~"A|B"`,
 * `name!=""`. Another matcher goes to `base`; another stage is left, as are parsers and formats.
 */
export function readQuery(expr: string): ReadQuery | undefined {
  const selector = selectorIn(expr);
  if (!selector) {
    return undefined;
  }
  const read: ReadQuery = { base: [], filters: [], lines: [], left: [] };
  const clusterLabel = OTHER_CLUSTER_LABEL.exec(selector.rest)?.[1] ?? 'cluster';
  for (const matcher of selector.matchers) {
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
  readStages(selector.rest, read);
  return read;
}

/** The stage that gives the label of the cluster its usual name. */
const OTHER_CLUSTER_LABEL = /\| label_format cluster=`\{\{ \.(\w+) \}\}`/;

/** Stages that our own queries have for reading, not for choosing: the app writes them anew where it needs them. */
const OURS = /^\| (?:unwrap increment$|label_format (?:increment|cluster|workload)=|regexp `\(\?:\^\|, \)Kind:)/;

function readStages(pipeline: string, read: ReadQuery): void {
  let { stage, rest } = cutStage(pipeline);
  while (stage) {
    const lines = readLineStage(stage);
    const filters = lines ? undefined : readComparisons(stage);
    if (lines) {
      read.lines.push(lines);
    } else if (filters) {
      filters.forEach((filter) => addFilter(read, filter));
    } else if (!OURS.test(stage)) {
      read.left.push(stage);
    }
    ({ stage, rest } = cutStage(rest));
  }
}

/** `| reason="A", name!="b"` as filters; undefined where one of them is none. */
function readComparisons(stage: string): Filter[] | undefined {
  const comparisons = readComparison(stage);
  const filters = comparisons?.map(filterOf);
  return filters?.every((filter) => filter !== undefined) ? filters : undefined;
}

/** The values that a comparison asks for, or leaves out; undefined where its expression matches more than a list. */
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

/** Every event has a kind and a type: to ask for any is to ask for all events. */
const isAny = ({ label, op, value }: Matcher) =>
  op === '=~' && (value === '.*' || (value === '.+' && (label === '_kind' || label === '_type')));

/** Of one field, what several filters ask for is what all of them do; what they leave out adds up. */
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
