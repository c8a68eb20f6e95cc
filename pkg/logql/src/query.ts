import { type FieldSelector } from './field-selector/parse.ts';
import { termStage } from './field-selector/stages.ts';
import { type Filter, filterStage, type LineFilter, lineStage, streamMatchers } from './filter.ts';
import { escapeRegExp, quote } from './literal.ts';
import { DEFAULT_BASE, type Matcher, streamSelector } from './selector.ts';

/** Which events: every part must hold. */
export interface EventQuery {
  /** The streams that hold events; {@link DEFAULT_BASE} where none is given. */
  base?: readonly Matcher[];
  filters?: readonly Filter[];
  lines?: readonly LineFilter[];
  fieldSelector?: FieldSelector;
  /** A text that a field must contain, in upper or lower case. */
  containing?: { field: string; text: string };
  /**
   * Whether there are lines of the first Go collector, which kept no metadata: then what they say of it is read from the
   * line wherever the query needs it. That costs Loki an expression a line.
   */
  oldLines?: boolean;
  /** The label that clusters are told apart by, where it is another than `cluster`: filters and groups call it that. */
  clusterLabel?: string;
}

/** The events that a query chooses from: where they are, and how they are read. */
export const unfiltered = ({ base, oldLines, clusterLabel }: EventQuery): EventQuery => ({
  base,
  oldLines,
  clusterLabel,
});

/** The query as a LogQL log query: line filters first, as they are the cheapest. */
export const logQuery = (query: EventQuery): string => selection(query, []);

function selection(query: EventQuery, by: readonly string[]): string {
  const { base = DEFAULT_BASE, filters = [], lines = [], fieldSelector = [], clusterLabel } = query;
  const containing = query.containing ? [query.containing] : [];
  const terms = fieldSelector.map(termStage);
  const fields = [...by, ...filters.map(({ field }) => field), ...containing.map(({ field }) => field)];
  const stages = [
    ...lines.filter(({ text }) => text !== '').map(lineStage),
    ...terms.filter((stage) => !stage.startsWith('| ')),
    ...(query.oldLines && readsLines([...fields, ...terms]) ? [OLD_LINE] : []),
    ...(clusterLabel && clusterLabel !== 'cluster' ? [`| label_format cluster=\`{{ .${clusterLabel} }}\``] : []),
    ...(fields.includes('workload') ? [`| label_format ${WORKLOAD}`] : []),
    ...filters.map(filterStage).filter(Boolean),
    ...containing.map(({ field, text }) => `| ${field}=~${quote(`(?i).*${escapeRegExp(text)}.*`)}`),
    ...terms.filter((stage) => stage.startsWith('| ')),
  ];
  return [streamSelector([...base, ...streamMatchers(filters, clusterLabel)]), ...stages].join(' ');
}

export interface CountOptions {
  /** Labels or metadata to group by; none for one total. */
  by?: readonly string[];
  /** A LogQL duration, such as `5m`, or a variable of Grafana's, such as `$__auto`. */
  window: string;
  /** A LogQL duration that the window ends before the instant. */
  offset?: string;
  /** How often things happened (repeats counted), or how many entries tell of them. */
  what: 'occurrences' | 'sightings';
}

/** The query's events counted by Loki, as a LogQL metric query. */
export function countQuery(query: EventQuery, { by = [], window, offset, what }: CountOptions): string {
  const log = selection(query, by);
  const sum = by.length > 0 ? `sum by (${by.join(', ')})` : 'sum';
  const range = `[${window}]${offset ? ` offset ${offset}` : ''}`;
  return what === 'sightings'
    ? `${sum} (count_over_time(${log} ${range}))`
    : `${sum} (sum_over_time(${log} ${ONE_WHERE_UNTOLD} | unwrap increment ${range}))`;
}

/** An object whose workload is not known counts as its own. */
export const WORKLOAD = 'workload=`{{ or .workload (printf "%s/%s" ._kind .name) }}`';

/** What has to be read from the first collector's line: it kept none of this as metadata. */
const IN_OLD_LINES = ['name', 'reason', 'component', 'workload'];

const readsLines = (parts: readonly string[]) =>
  parts.some((part) => IN_OLD_LINES.some((name) => part === name || new RegExp(`^\\| ${name}\\W`).test(part)));

/** Its keys have no parent's name in front, so this finds nothing in a line of ours. */
const OLD_LINE = [
  '| regexp `(?:^|, )Kind:[^,]*, (?:Namespace:[^,]*, )?Name:(?P<name>[^,]*), ',
  '(?:.*?, )?Reason:(?P<reason>[^,]*), ',
  // Who reports stands last, and where it does not, the source's component is the same.
  '(?:.*, (?:Component|ReportingController):(?P<component>[^,]*), )?`',
].join('');

/** Lines of other collectors have no `increment`: each of them tells of one occurrence. */
const ONE_WHERE_UNTOLD = '| label_format increment=`{{ or .increment "1" }}`';
