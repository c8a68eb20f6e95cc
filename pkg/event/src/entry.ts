import { type Event, text } from './event.ts';
import { trimQuotes } from './line/flat.ts';
import { storedLine } from './line/format.ts';
import { type LabelFields, labelsOf } from './labels.ts';
import { LONGEST_VALUE, metadataOf } from './metadata.ts';
import { type PresetName, PRESETS } from './presets.ts';
import { type LineFormat } from './record.ts';
import { timestampOf } from './time.ts';

/** One entry as it is pushed to Loki. */
export interface Entry {
  /** Stream labels: indexed, few values. Never an empty value. */
  labels: Record<string, string>;
  /** Nanoseconds since the epoch; 0 where the event has no usable time. */
  timestampNs: bigint;
  line: string;
  /** Structured metadata. Never an empty value. */
  metadata: Record<string, string>;
}

export interface EntryOptions {
  /** Whose names labels and metadata have besides ours. */
  labelPreset?: PresetName;
  /** Label name → field; those of the preset by default. */
  labels?: LabelFields;
  /** Labels with the same value on every entry, such as `cluster`. */
  staticLabels?: Record<string, string>;
  format?: Exclude<LineFormat, 'other'>;
  /** Whether a flat line, and the metadata of a preset, have the uid of the Event itself; the other formats have it. */
  eventUid?: boolean;
}

/**
 * An event's revision as Loki keeps it. A function of its arguments alone: pushed twice it is the same entry, and Loki
 * keeps one.
 *
 * @param increment how many new occurrences this revision represents
 * @param further metadata that the Event itself does not have, such as the `workload` of its object
 */
export function entryOf(
  event: Event,
  increment: number,
  options: EntryOptions = {},
  further: Record<string, string> = {}
): Entry {
  const { labelPreset = 'kubernetes-events', staticLabels, format = 'flat', eventUid = false } = options;
  const preset = PRESETS[labelPreset];
  const { labels = preset.labels } = options;
  const timestampNs = timestampOf(event);
  const short = eventUid ? event : withoutUid(event);
  const metadata = metadataOf(short, increment, preset, labels, further);
  return {
    labels: labelsOf(event, labels, staticLabels),
    timestampNs,
    line: storedLine(format === 'flat' ? short : event, format, timestampNs),
    metadata: { ...metadata, ...(format === 'flat' && wholeMessage(event)) },
  };
}

/** The Event without its own uid, unless nothing else names it. */
function withoutUid(event: Event): Event {
  const { metadata } = event;
  return metadata?.name ? { ...event, metadata: { ...metadata, uid: undefined } } : event;
}

/** The message as metadata, where the flat line has it without its quotes: no reader could put them back. */
function wholeMessage(event: Event): { message: string } | undefined {
  const message = text(event.message);
  return message.length <= LONGEST_VALUE && trimQuotes(message) !== message ? { message } : undefined;
}
