import { type FieldSelector } from './field-selector/parse.ts';
import { termStage } from './field-selector/stages.ts';
import { type Filter, filterStage, type LineFilter, lineStage, streamMatchers } from './filter.ts';
import { DEFAULT_BASE, type Matcher, streamSelector } from './selector.ts';

/** Which events: every part must hold. */
export interface EventQuery {
  /** The streams that hold events; {@link DEFAULT_BASE} where none is given. */
  base?: readonly Matcher[];
  filters?: readonly Filter[];
  lines?: readonly LineFilter[];
  fieldSelector?: FieldSelector;
}

/** The query as a LogQL log query: line filters first, as they are the cheapest. */
export function logQuery({ base = DEFAULT_BASE, filters = [], lines = [], fieldSelector = [] }: EventQuery): string {
  const terms = fieldSelector.map(termStage);
  const stages = [
    ...lines.filter(({ text }) => text !== '').map(lineStage),
    ...terms.filter((stage) => !stage.startsWith('| ')),
    ...filters.map(filterStage).filter(Boolean),
    ...terms.filter((stage) => stage.startsWith('| ')),
  ];
  return [streamSelector([...base, ...streamMatchers(filters)]), ...stages].join(' ');
}

export interface CountOptions {
  /** Labels or metadata to group by; none for one total. */
  by?: readonly string[];
  /** A LogQL duration, such as `5m`, or a variable of Grafana's, such as `$__auto`. */
  window: string;
  /** How often things happened (repeats counted), or how many entries tell of them. */
  what: 'occurrences' | 'sightings';
}

/** The query's events counted by Loki, as a LogQL metric query. */
export function countQuery(query: EventQuery, { by = [], window, what }: CountOptions): string {
  const log = logQuery(query);
  const sum = by.length > 0 ? `sum by (${by.join(', ')})` : 'sum';
  return what === 'sightings'
    ? `${sum} (count_over_time(${log} [${window}]))`
    : `${sum} (sum_over_time(${log} ${ONE_WHERE_UNTOLD} | unwrap increment [${window}]))`;
}

/** Lines of other collectors have no `increment`: each of them tells of one occurrence. */
const ONE_WHERE_UNTOLD = '| label_format increment=`{{ or .increment "1" }}`';
