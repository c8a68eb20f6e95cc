import { isOther, type ShapeName } from '@kubernetes-events/event';
import { readLabelOf } from './field-selector/fields.ts';
import { type FieldSelector } from './field-selector/parse.ts';
import { termStage } from './field-selector/stages.ts';
import { type Filter, filterStage, type LineFilter, lineStage, lineWith, streamMatchers } from './filter.ts';
import { escapeRegExp, quote } from './literal.ts';
import { DEFAULT_BASE, type Matcher, streamSelector } from './selector.ts';
import { readingOf } from './shapes.ts';

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
   * How the events are stored; as this collector does if undefined. For entries of other programs, the query has Loki read
   * the fields in use from lines.
   */
  shapes?: readonly ShapeName[];
  /**
   * Whether every entry that it finds has an `increment`. If that is not known, Loki is asked to take one for those that
   * have none, which takes it three to five times as long.
   */
  increments?: boolean;
  /** The label that holds the cluster, if it is not `cluster`. Filters and groups still call it `cluster`. */
  clusterLabel?: string;
}

/** The query without its filters: where the events are and how to read them. */
export const unfiltered = ({ base, shapes, increments, clusterLabel }: EventQuery): EventQuery => ({
  base,
  shapes,
  increments,
  clusterLabel,
});

/**
 * The query as a LogQL log query, with line filters first because they are the cheapest.
 *
 * @param fields those that entries must have as labels, whichever program wrote them
 */
export const logQuery = (query: EventQuery, fields: readonly string[] = []): string => selection(query, fields);

function selection(query: EventQuery, by: readonly string[], further: readonly string[] = []): string {
  const { base = DEFAULT_BASE, filters = [], lines = [], fieldSelector = [], clusterLabel, shapes = [] } = query;
  const isRead = shapes.length > 0 && shapes.every(isOther);
  const terms = fieldSelector.map((term) => termStage(term, isRead));
  const filtering = filters.map((filter) => filterStage(filter, isRead)).filter(Boolean);
  const fields = [...by, ...fieldsFiltered(query)];
  const reading = readingOf(shapes, [...fields, ...fieldSelector.map(fieldOf), ...fieldsIn(further)]);
  const stages = [
    ...lines.filter(({ text }) => text !== '').map(lineStage),
    ...reading.lines,
    ...filters.flatMap((filter) => (isRead ? (lineWith(shapes, filter) ?? []) : [])),
    ...[...filtering, ...terms].filter((stage) => !isOnLabels(stage)),
    ...(shapes.includes('first') && readsLines([...fields, ...terms]) ? [OLD_LINE] : []),
    ...reading.stages,
    ...renamedCluster(clusterLabel),
    ...(fields.includes('workload') ? [`| label_format ${WORKLOAD}`] : []),
    ...[...filtering, ...containingStage(query), ...terms].filter(isOnLabels),
    ...further,
  ];
  return [streamSelector([...base, ...streamMatchers(filters, base, clusterLabel, shapes)]), ...stages].join(' ');
}

const fieldsFiltered = ({ filters = [], containing }: EventQuery): string[] =>
  [...filters, ...(containing ? [containing] : [])].map(({ field }) => field);

const fieldOf = ({ field }: FieldSelector[number]): string => readLabelOf(field);

const renamedCluster = (label = 'cluster'): string[] =>
  label === 'cluster' ? [] : [`| label_format cluster=\`{{ .${label} }}\``];

const containingStage = ({ containing: one }: EventQuery): string[] =>
  one ? [`| ${one.field}=~${quote(`(?i).*${escapeRegExp(one.text)}.*`)}`] : [];

/** The fields that templates of these stages use. */
const fieldsIn = (stages: readonly string[]): string[] =>
  stages.flatMap((stage) => [...stage.matchAll(/[ (]\.(\w+)/g)].map(([, name = '']) => name));

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
  const log = selection(query, by, stages);
  const sum = by.length > 0 ? `sum by (${by.join(', ')})` : 'sum';
  const unwrap = query.increments ? '| unwrap increment' : `${ONE_BY_DEFAULT} | unwrap increment`;
  const range = `[${window}]${offset ? ` offset ${offset}` : ''}`;
  return what === 'entries' || !hasIncrements(query)
    ? `${sum} (count_over_time(${log} ${range}))`
    : `${sum} (sum_over_time(${log} ${unwrap} ${range}))`;
}

/** Other programs store each revision of an event as one entry, without what it adds: entries are counted instead. */
const hasIncrements = ({ shapes }: EventQuery): boolean => !shapes?.every(isOther);

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
