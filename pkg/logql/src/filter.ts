import { lineFieldStage, placeInLine } from './line-fields.ts';
import { anyOf, onlyOneOf, quote } from './literal.ts';
import { type Matcher } from './selector.ts';

/** The stream labels, each of which the collector may have moved to structured metadata. */
export const STREAM_LABELS: ReadonlySet<string> = new Set(['_host', '_namespace', '_type', '_kind', 'cluster']);

/** Includes or excludes events with one of the values in a label or in structured metadata. An empty value is "none". */
export interface Filter {
  /** The name of a label or of structured metadata: `_namespace`, `cluster`, `reason`, `name`, `component`, … */
  field: string;
  values: readonly string[];
  exclude: boolean;
}

/** The filter that events with one of these values pass. */
export const including = (field: string, ...values: readonly string[]): Filter => ({ field, values, exclude: false });

/** A filter on the line itself. */
export interface LineFilter {
  text: string;
  /** Whether the text is an RE2 expression. */
  regexp?: boolean;
  caseSensitive?: boolean;
  exclude?: boolean;
}

/**
 * The filters as stream matchers, as far as possible, so that Loki reads less. Streams without the label match as well,
 * because it may be in the metadata of their entries; {@link filterStage} filters those. If the base selects only streams
 * with the label, the matcher alone decides.
 *
 * @param base the matchers that these are added to
 * @param clusterLabel the label that holds the cluster
 */
export function streamMatchers(
  filters: readonly Filter[],
  base: readonly Matcher[] = [],
  clusterLabel = 'cluster'
): Matcher[] {
  return filters
    .filter(({ field, values, exclude }) => !exclude && values.length > 0 && STREAM_LABELS.has(field))
    .map(({ field, values }) => {
      const label = field === 'cluster' ? clusterLabel : field;
      const [only = '', ...more] = values;
      if (!isRequired(label, base)) {
        return { label, op: '=~', value: anyOf([...values.filter(Boolean), '']) };
      }
      return more.length === 0 ? { label, op: '=', value: only } : { label, op: '=~', value: anyOf(values) };
    });
}

/** Whether every stream that the matchers select has the label. */
const isRequired = (label: string, matchers: readonly Matcher[]): boolean =>
  matchers.some(
    ({ label: name, op, value }) => name === label && (op === '=~' ? value === '.+' : op === '=' && value !== '')
  );

/**
 * `| reason="BackOff"`, `| reason!~"Pulled|Created"`: matches a label and a metadata field alike. For a field that only
 * the line holds, a line filter.
 */
export function filterStage({ field, values, exclude }: Filter): string {
  const place = placeInLine(field);
  if (place && values.length > 0) {
    return lineFieldStage(place, values, exclude);
  }
  const not = exclude ? '!' : '';
  if (values.length === 1) {
    return `| ${field}${exclude ? '!=' : '='}${quote(values[0] ?? '')}`;
  }
  return values.length === 0 ? '' : `| ${field}${not || '='}~${quote(onlyOneOf(values))}`;
}

/** `|= "text"`, `!~ "(?i)text"`. */
export function lineStage({ text, regexp = false, caseSensitive = false, exclude = false }: LineFilter): string {
  if (caseSensitive && !regexp) {
    return `${exclude ? '!=' : '|='} ${quote(text)}`;
  }
  const expression = regexp ? text : anyOf([text]);
  return `${exclude ? '!~' : '|~'} ${quote(caseSensitive ? expression : `(?i)${expression}`)}`;
}
