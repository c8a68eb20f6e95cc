import { type FieldSelector } from './field-selector/parse.ts';
import { termStage } from './field-selector/stages.ts';
import { type Filter, filterStage, type LineFilter, lineStage, streamMatchers } from './filter.ts';
import { escapeRegExp, quote } from './literal.ts';
import { DEFAULT_BASE, type Matcher, streamSelector } from './selector.ts';

/** Which events to select: every part must match. */
export interface EventQuery {
  /** The streams that hold events; {@link DEFAULT_BASE} by default. */
  base?: readonly Matcher[];
  filters?: readonly Filter[];
  lines?: readonly LineFilter[];
  fieldSelector?: FieldSelector;
  /** A text that a field must contain, regardless of case. */
  containing?: { field: string; text: string };
  /**
   * Whether Loki has lines of the first Go collector, which wrote no metadata. If so, the query extracts fields from
   * lines, which costs Loki a regular expression for each line.
   */
  oldLines?: boolean;
  /**
   * Whether every entry that it finds has an `increment`. If that is not known, Loki is asked to take one for those that
   * have none, which takes it three to five times as long.
   */
  increments?: boolean;
  /** The label that holds the cluster, if it is not `cluster`. Filters and groups still call it `cluster`. */
  clusterLabel?: string;
}

/** The query without its filters: where the events are and how to read them. */
export const unfiltered = ({ base, oldLines, increments, clusterLabel }: EventQuery): EventQuery => ({
  base,
  oldLines,
  increments,
  clusterLabel,
});

/** The query as a LogQL log query, with line filters first because they are the cheapest. */
export const logQuery = (query: EventQuery): string => selection(query, []);

function selection(query: EventQuery, by: readonly string[]): string {
  const { base = DEFAULT_BASE, filters = [], lines = [], fieldSelector = [], clusterLabel } = query;
  const containing = query.containing ? [query.containing] : [];
  const terms = fieldSelector.map(termStage);
  const filtering = filters.map(filterStage).filter(Boolean);
  const fields = [...by, ...filters.map(({ field }) => field), ...containing.map(({ field }) => field)];
  const stages = [
    ...lines.filter(({ text }) => text !== '').map(lineStage),
    ...[...filtering, ...terms].filter((stage) => !isOnLabels(stage)),
    ...(query.oldLines && readsLines([...fields, ...terms]) ? [OLD_LINE] : []),
    ...(clusterLabel && clusterLabel !== 'cluster' ? [`| label_format cluster=\`{{ .${clusterLabel} }}\``] : []),
    ...(fields.includes('workload') ? [`| label_format ${WORKLOAD}`] : []),
    ...filtering.filter(isOnLabels),
    ...containing.map(({ field, text }) => `| ${field}=~${quote(`(?i).*${escapeRegExp(text)}.*`)}`),
    ...terms.filter(isOnLabels),
  ];
  return [streamSelector([...base, ...streamMatchers(filters, base, clusterLabel)]), ...stages].join(' ');
}

const isOnLabels = (stage: string): boolean => stage.startsWith('| ');

export interface CountOptions {
  /** Labels or metadata to group by; one total if empty. */
  by?: readonly string[];
  /** A LogQL duration, such as `5m`, or a Grafana variable, such as `$__auto`. */
  window: string;
  /** Further stages of the log query, such as one that makes a label to group by. */
  stages?: readonly string[];
  /** How long before the instant the window ends, as a LogQL duration. */
  offset?: string;
  /** Whether to count occurrences, with repeats, or entries. */
  what: 'occurrences' | 'entries';
}

/** A LogQL metric query that counts the query's events. */
export function countQuery(query: EventQuery, { by = [], stages = [], window, offset, what }: CountOptions): string {
  const log = [selection(query, by), ...stages].join(' ');
  const sum = by.length > 0 ? `sum by (${by.join(', ')})` : 'sum';
  const unwrap = query.increments ? '| unwrap increment' : `${ONE_BY_DEFAULT} | unwrap increment`;
  const range = `[${window}]${offset ? ` offset ${offset}` : ''}`;
  return what === 'entries'
    ? `${sum} (count_over_time(${log} ${range}))`
    : `${sum} (sum_over_time(${log} ${unwrap} ${range}))`;
}

/** An object without a known workload is its own workload. */
export const WORKLOAD = 'workload=`{{ or .workload (printf "%s/%s" ._kind .name) }}`';

/** The fields that the first collector wrote only in the line. */
const IN_OLD_LINES = ['name', 'reason', 'component', 'workload'];

const readsLines = (parts: readonly string[]) =>
  parts.some((part) => IN_OLD_LINES.some((name) => part === name || new RegExp(`^\\| ${name}\\W`).test(part)));

/** Matches no line of the present collector, whose keys have the parent's name in front. */
const OLD_LINE = [
  '| regexp `(?:^|, )Kind:[^,]*, (?:Namespace:[^,]*, )?Name:(?P<name>[^,]*), ',
  '(?:.*?, )?Reason:(?P<reason>[^,]*), ',
  // The reporting controller comes last. Without it, the source's component is the same.
  '(?:.*, (?:Component|ReportingController):(?P<component>[^,]*), )?`',
].join('');

/** Entries of other collectors have no `increment`: each counts as one occurrence. */
const ONE_BY_DEFAULT = '| label_format increment=`{{ or .increment "1" }}`';
