import { isOther, type ShapeName, SHAPES } from '@kubernetes-events/event';
import { lineFieldStage, placeInLine } from './line-fields.ts';
import { anyOf, onlyOneOf, quote } from './literal.ts';
import { type Matcher } from './selector.ts';
import { streamLabelIn } from './shapes.ts';

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
 * @param shapes those of the entries; ours if there are none
 */
export function streamMatchers(
  filters: readonly Filter[],
  base: readonly Matcher[] = [],
  clusterLabel = 'cluster',
  shapes: readonly ShapeName[] = []
): Matcher[] {
  return filters
    .filter(({ values, exclude }) => !exclude && values.length > 0)
    .flatMap(({ field, values }): Matcher[] => {
      const inStreams = shapes.length > 0 ? streamLabelIn(shapes, field) : field;
      const label = field === 'cluster' ? clusterLabel : inStreams;
      if (label === undefined || (!STREAM_LABELS.has(field) && inStreams === field)) {
        return [];
      }
      const [only = '', ...more] = values;
      if (!isRequired(label, base)) {
        return [{ label, op: '=~', value: anyOf([...values.filter(Boolean), '']) }];
      }
      return more.length === 0 ? [{ label, op: '=', value: only }] : [{ label, op: '=~', value: anyOf(values) }];
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
 *
 * @param isRead whether a parser has read such fields from lines of other programs
 */
export function filterStage({ field, values, exclude }: Filter, isRead = false): string {
  const place = isRead ? undefined : placeInLine(field);
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

/** What is written in a line of any format as it is. */
const PLAIN = /^[\w./:-]+$/;

/** A line filter that entries with one of the values pass, if the lines of all shapes have the field: it costs the least. */
export function lineWith(shapes: readonly ShapeName[], { field, values, exclude }: Filter): string | undefined {
  const inLine = shapes.every((shape) => {
    const sources = isOther(shape) ? SHAPES[shape].fields[field] : undefined;
    return sources?.every((source) => 'key' in source);
  });
  if (!inLine || exclude || values.length === 0 || !values.every((value) => PLAIN.test(value))) {
    return undefined;
  }
  return values.length === 1 ? `|= ${quote(values[0]!)}` : `|~ ${quote(anyOf(values))}`;
}
