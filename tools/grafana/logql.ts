import { countQuery } from '@kubernetes-events/logql';

/** What a dashboard's query selects, beside its variables. */
export interface Wanted {
  /** Further matchers, as between the braces. */
  only?: string;
  /** Stages after the variables' ones. */
  stages?: string;
  /** Line filters: cheap, so they come first. */
  lines?: string;
}

/** The variables of every dashboard, by label. */
export const VARIABLES = {
  cluster: 'cluster',
  _namespace: 'namespace',
  _type: 'type',
  _kind: 'kind',
  _host: 'host',
} as const;
export type Label = keyof typeof VARIABLES;
export const LABELS = Object.keys(VARIABLES) as Label[];

/**
 * The events that the variables leave. "All" of a variable is `.*`, which also holds where a stream lacks the label. A
 * stream that lacks it still qualifies where some are chosen, since the stream guard may have moved the label to the
 * metadata; the stages then decide.
 */
export function events(labels: readonly Label[], { only = '', stages = '', lines = '' }: Wanted = {}): string {
  const guarded = labels.filter((label) => label !== '_kind' && label !== '_type');
  const matchers = [
    `_kind=~"${labels.includes('_kind') ? '$kind' : '.+'}"`,
    ...(labels.includes('_type') ? ['_type=~"$type"'] : []),
    ...guarded.map((label) => `${label}=~"$${VARIABLES[label]}|"`),
    ...(only ? [only] : []),
  ];
  const kept = guarded.map((label) => `| ${label}=~"$${VARIABLES[label]}"`);
  return [`{${matchers.join(', ')}}`, lines, ...kept, stages].filter(Boolean).join(' ');
}

// The stage that makes lines of other collectors count as one, as pkg/logql has it.
const [, ONE_BY_DEFAULT = ''] = /(\| label_format increment=`[^`]*`)/.exec(
  countQuery({}, { window: '1m', what: 'occurrences' })
) as RegExpExecArray;

/** How often things happened, repeats counted. `label_format` may name what is grouped by. */
export function occurrences(log: string, by: readonly string[], window = '$__auto', format = ''): string {
  const group = by.length > 0 ? ` by (${by.join(', ')})` : '';
  const stage = format ? `${ONE_BY_DEFAULT}, ${format}` : ONE_BY_DEFAULT;
  return `sum${group} (sum_over_time(${log} ${stage} | unwrap increment [${window}]))`;
}
