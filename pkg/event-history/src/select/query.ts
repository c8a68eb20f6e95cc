import { anyOf, DEFAULT_BASE, type FieldName, type Matcher, quote, streamSelector } from '@kubernetes-events/logql';
import { type Selection } from './selection.ts';

/** Where an entry has what a field says: its label or metadata. The others are in the line alone. */
const KEPT: Partial<Record<FieldName, string>> = {
  'involvedObject.kind': '_kind',
  'involvedObject.name': 'name',
  'involvedObject.uid': 'object_uid',
  'involvedObject.apiVersion': 'api_version',
  'involvedObject.fieldPath': 'field_path',
  reason: 'reason',
  source: 'component',
  type: '_type',
  'metadata.name': 'event',
  'metadata.namespace': '_namespace',
};
const STREAM_LABELS: ReadonlySet<string> = new Set(['_namespace', '_type', '_kind', 'cluster']);
/** Such a value stands in the line as it is, whichever format it has. */
const PLAIN = /^[\w./:-]+$/;
/** Longer values are cut in labels and left out of the metadata. */
const LONGEST = 512;

/** What narrows the streams and lines that Loki reads: a value of a label or of metadata, or one that is in the line. */
interface Hint {
  kept?: string;
  value: string;
}

/**
 * A LogQL query that finds all that is selected, and as little else as can be said without losing any: an entry of
 * another collector may have a value in its line alone, so what an entry does not tell never rules it out, and whoever
 * reads the answer looks at each event again.
 *
 * @param base a stream selector of the user's own
 */
export function queryFor(selection: Selection, base?: string): string {
  const hints = hintsOf(selection).filter(({ value }) => value !== '' && value.length <= LONGEST);
  const matchers = hints.flatMap(streamMatcher);
  const streams = base === undefined ? streamSelector([...DEFAULT_BASE, ...matchers]) : withMatchers(base, matchers);
  const lines = hints.filter(({ kept, value }) => !isLabel(kept) && PLAIN.test(value));
  const kept = hints.filter((hint) => hint.kept !== undefined);
  return [
    streams,
    ...lines.map(({ value }) => `|= ${quote(value)}`),
    ...kept.map(({ kept: name = '', value }) => `| ${name}=${quote(value)} or ${name}=""`),
    ...workloadStage(selection),
  ].join(' ');
}

/** An entry that has no name in its metadata may be about the workload itself: its line alone says so. */
function workloadStage({ workload }: Selection): string[] {
  return workload
    ? [`| workload=${quote(`${workload.kind}/${workload.name}`)} or name=${quote(workload.name)} or name=""`]
    : [];
}

function hintsOf({ namespace, cluster, about, fieldSelector }: Selection): Hint[] {
  const hints: Hint[] = fieldSelector
    .filter(({ exclude }) => !exclude)
    .map(({ field, value }) => ({ kept: KEPT[field], value }));
  if (namespace !== undefined) {
    hints.push({ kept: '_namespace', value: namespace });
  }
  if (cluster !== undefined) {
    hints.push({ kept: 'cluster', value: cluster });
  }
  if (about) {
    hints.push({ kept: '_kind', value: about.kind }, { kept: 'name', value: about.name });
  }
  return hints;
}

const isLabel = (name: string | undefined): boolean => name !== undefined && STREAM_LABELS.has(name);

/** The stream guard may have moved a label to the metadata, so a stream without it still qualifies. */
function streamMatcher({ kept, value }: Hint): Matcher[] {
  return kept !== undefined && STREAM_LABELS.has(kept) ? [{ label: kept, op: '=~', value: anyOf([value, '']) }] : [];
}

function withMatchers(base: string, matchers: readonly Matcher[]): string {
  const more = streamSelector(matchers).slice(1, -1);
  return more === '' ? base : base.replace(/\s*,?\s*\}\s*$/, `${/\{\s*\}\s*$/.test(base) ? '' : ', '}${more}}`);
}
