import { countOf, type Event, type ObjectReference, text } from './event.ts';
import { type LabelFields } from './labels.ts';
import { type Preset, presetValue } from './presets.ts';

/** The `component` of the entries that the collector makes itself: ends of containers, and changes of workloads. */
export const OWN_COMPONENT = 'loki-event-collector';

/** Loki takes 64 KiB of structured metadata an entry; a longer value is left to the line, where the readers find it. */
export const LONGEST_VALUE = 2048;

/** The component that reports an event. */
export function componentOf({ source, reportingComponent }: Event): string {
  return text(source?.component) || text(reportingComponent);
}

/** A reference as `Kind/namespace/name`, without the parts that are empty. */
export function referenceText(reference: ObjectReference | null | undefined): string {
  return reference ? [reference.kind, reference.namespace, reference.name].map(text).filter(Boolean).join('/') : '';
}

/**
 * The fields that an entry's metadata has, in their order, and where each comes from. What is only looked at, such as uids
 * and versions, is in the line.
 */
const FIELDS: ReadonlyArray<readonly [name: string, value: (event: Event) => string]> = [
  ['reason', ({ reason }) => text(reason)],
  ['name', ({ involvedObject }) => text(involvedObject?.name)],
  ['field_path', ({ involvedObject }) => text(involvedObject?.fieldPath)],
  ['component', componentOf],
  ['action', ({ action }) => text(action)],
  ['related', ({ related }) => referenceText(related)],
  ['count', (event) => (countOf(event) > 1 ? String(countOf(event)) : '')],
  ['level', ({ type }) => (type === 'Warning' ? 'warn' : 'info')],
];

/**
 * An entry's structured metadata: strings, empty ones left out. A label of the preset that is not configured as one is here
 * instead, so that readers and queries (`{…} | _host="x"`) find it all the same.
 *
 * @param increment how many new occurrences this revision represents
 * @param further what the Event itself does not have, such as the `workload` of its object
 */
export function metadataOf(
  event: Event,
  increment: number,
  preset: Preset,
  labels: LabelFields,
  further: Readonly<Record<string, string>>
): Record<string, string> {
  const isLabel = (name: string): boolean => name in labels && name in preset.labels;
  const kept: Record<string, string> = { increment: String(increment) };
  for (const [name, value] of FIELDS) {
    if (!isLabel(name)) {
      keep(kept, name, value(event));
    }
  }
  for (const name in further) {
    keep(kept, name, further[name]!);
  }
  for (const names of [preset.labels, preset.metadata]) {
    for (const name in names) {
      if (!(name in labels)) {
        keep(kept, name, presetValue(preset, name, event));
      }
    }
  }
  return kept;
}

function keep(kept: Record<string, string>, name: string, value: string): void {
  if (value !== '' && value.length <= LONGEST_VALUE) {
    kept[name] = value;
  }
}
