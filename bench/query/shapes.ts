import { moveLabels } from '../../backend-sidecar/src/stream-labels/stream-labels.ts';
import {
  type Entry,
  type EntryOptions,
  entryOf,
  type Event,
  formatLine,
  type PresetName,
  PRESETS,
} from '../../pkg/event/src/index.ts';
import { workloadOf } from '../../tests/loki/volume.ts';
import { type Asking } from './asked.ts';
import { ALLOY, PROGRAM_SHAPES } from './programs.ts';

/** A way to store events, and how they are asked for. */
interface Shape extends Pick<Asking, 'stored'> {
  entryOf(event: Event): Entry;
}

/** The labels that the collector moves to the metadata for the events that are stored. */
export type MovedIn = (labelPreset?: PresetName) => readonly string[];
type ShapeOf = (movedIn: MovedIn) => Shape;

const INCREMENTS: Asking['stored'] = { increments: true };

/** As the collector stores an event, after what `change` leaves out of its line, with the labels moved. */
const stored =
  (options: EntryOptions = {}, change?: (event: Event) => Event): ShapeOf =>
  (movedIn) => {
    const moved = movedIn(options.labelPreset);
    return {
      stored: INCREMENTS,
      entryOf: (event) => {
        const entry = moveLabels(withWorkload(event, options), moved);
        return change ? { ...entry, line: entryOf(change(event), 1, options).line } : entry;
      },
    };
  };

/** With the names of another program, and in the form that it comes with. */
function named(labelPreset: PresetName): ShapeOf {
  const { format, staticLabels } = PRESETS[labelPreset];
  return stored({ labelPreset, format, staticLabels: { ...staticLabels } });
}

const withWorkload = (event: Event, options?: EntryOptions): Entry =>
  entryOf(event, 1, options, { workload: workloadOf(event) });

/** Metadata that version 1 wrote of each event, all of which its line has as well. */
function version1(event: Event): Entry {
  const entry = withWorkload(event);
  const { metadata, involvedObject, firstTimestamp } = event;
  const repeated = {
    object_uid: involvedObject?.uid,
    api_version: involvedObject?.apiVersion,
    count: '1',
    first_seen: firstTimestamp,
    event: metadata?.name,
    event_uid: metadata?.uid,
    resource_version: metadata?.resourceVersion,
  } as Record<string, string>;
  return { ...entry, line: formatLine(event, 'flat'), metadata: { ...entry.metadata, ...repeated } };
}

/** The event with uids that count up, as in measurements of earlier forms. They compress, which those of a cluster do not. */
function counting({ metadata, involvedObject, ...event }: Event): Event {
  const uid = (text: unknown): string =>
    `5f0c4c6e-0000-4000-8000-${String(text).replaceAll(/\D/g, '').padStart(12, '0')}`;
  return {
    ...event,
    metadata: { ...metadata, uid: uid(metadata?.resourceVersion) },
    involvedObject: { ...involvedObject, uid: uid(`${involvedObject?.namespace} ${involvedObject?.name}`) },
  };
}

const ofPrograms = Object.fromEntries(
  Object.entries(PROGRAM_SHAPES).map(([name, { shape, stream, entryOf: ofProgram }]): [string, ShapeOf] => [
    name,
    () => ({ entryOf: ofProgram, stored: { base: [stream], shapes: [shape] } }),
  ])
);

export const SHAPES: Record<string, ShapeOf> = {
  'four-labels': () => stored()(() => []),
  adaptive: stored(),
  ...ofPrograms,
  'version-1': () => ({ entryOf: version1, stored: {} }),
  'version-1-adaptive': (movedIn) => {
    const moved = movedIn();
    return { entryOf: (event) => moveLabels(version1(event), moved), stored: {} };
  },
  json: stored({ format: 'json' }),
  logfmt: stored({ format: 'logfmt' }),
  'k8s-monitoring': named('k8s-monitoring'),
  otel: named('otel'),
  'event-uid': stored({ eventUid: true }),
  'counting-uids': stored({}, counting),
  'no-object-uid': stored({}, ({ involvedObject, ...event }) => ({
    ...event,
    involvedObject: { ...involvedObject, uid: '' },
  })),
  'no-event-name': stored({}, ({ metadata, ...event }) => ({ ...event, metadata: { ...metadata, name: '' } })),
  'no-workload': (movedIn) => {
    const moved = movedIn();
    return { entryOf: (event) => moveLabels(entryOf(event, 1), moved), stored: INCREMENTS };
  },
  'no-version': stored({}, ({ metadata, ...event }) => ({ ...event, metadata: { ...metadata, resourceVersion: '' } })),
};

/** Shapes that are measured unless others are chosen. The others show what single facts cost. */
export const USUAL_SHAPES = ['four-labels', 'adaptive', ALLOY];
