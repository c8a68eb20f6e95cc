import { isOther, OWN_COMPONENT, type ShapeName } from '@kubernetes-events/event';
import {
  DEFAULT_BASE,
  type Filter,
  including,
  labelOf,
  logQuery,
  parseMatchers,
  quote,
  STREAM_LABELS,
  streamMatchers,
  streamSelector,
  type Matcher,
} from '@kubernetes-events/logql';
import { type Selection } from './selection.ts';

/** Such a value appears in a line as it is, in every line format. */
const PLAIN = /^[\w./:-]+$/;
/** Longer values are cut in labels and left out of the metadata. */
const LONGEST = 512;

/** A value that selected entries have: in a label or in metadata if one holds the field, or else in the line. */
interface Hint {
  label?: string;
  value: string;
}

/**
 * A LogQL query that finds every selected entry, and few others. Entries of other collectors may have a value only in
 * the line, so a missing label or metadata rules nothing out: the caller has to filter the answer by the selection.
 *
 * @param base the user's own stream selector
 * @param shapes how its events are stored; as this collector and the first one do if undefined
 */
export function queryFor(selection: Selection, base?: string, shapes: readonly ShapeName[] = []): string {
  const hints = hintsOf(selection).filter(({ value }) => value !== '' && value.length <= LONGEST);
  const streams = base !== undefined && shapes.some(isOther) ? parseMatchers(base) : undefined;
  if (streams) {
    const known = hints.flatMap(({ label, value }) => (label === undefined ? [] : [including(label, value)]));
    return logQuery({ base: streams, shapes, filters: known });
  }
  const filters = hints.flatMap(({ label, value }): Filter[] =>
    label === undefined ? [] : [{ field: label, values: [value], exclude: false }]
  );
  const matchers = streamMatchers(filters, base === undefined ? DEFAULT_BASE : []);
  const lines = hints.filter(({ label = '', value }) => !STREAM_LABELS.has(label) && PLAIN.test(value));
  return [
    base === undefined ? streamSelector([...DEFAULT_BASE, ...matchers]) : withMatchers(base, matchers),
    ...lines.map(({ value }) => `|= ${quote(value)}`),
    ...filters.map(({ field, values: [value = ''] }) => `| ${field}=${quote(value)} or ${field}=""`),
    ...workloadStage(selection),
    ...(selection.onlyKubernetes ? [`| component!=${quote(OWN_COMPONENT)}`] : []),
  ].join(' ');
}

/** An entry without a name in its metadata may be about the workload itself: only its line says so. */
function workloadStage({ workload }: Selection): string[] {
  return workload
    ? [`| workload=${quote(`${workload.kind}/${workload.name}`)} or name=${quote(workload.name)} or name=""`]
    : [];
}

function hintsOf({ namespace, cluster, about, fieldSelector }: Selection): Hint[] {
  const hints: Hint[] = fieldSelector
    .filter(({ exclude }) => !exclude)
    .map(({ field, value }) => ({ label: labelOf(field), value }));
  if (namespace !== undefined) {
    hints.push({ label: '_namespace', value: namespace });
  }
  if (cluster !== undefined) {
    hints.push({ label: 'cluster', value: cluster });
  }
  if (about) {
    hints.push({ label: '_kind', value: about.kind }, { label: 'name', value: about.name });
  }
  return hints;
}

function withMatchers(base: string, matchers: readonly Matcher[]): string {
  const more = streamSelector(matchers).slice(1, -1);
  return more === '' ? base : base.replace(/\s*,?\s*\}\s*$/, `${/\{\s*\}\s*$/.test(base) ? '' : ', '}${more}}`);
}
