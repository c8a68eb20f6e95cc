import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Entry,
  entryOf,
  type Event,
  type EventRecord,
  type PresetName,
  PRESETS,
  recordOf,
  type ShapeName,
  withStaticLabels,
} from '../../pkg/event/src/index.ts';

const SAMPLES = path.join(import.meta.dirname, '../../pkg/event/samples/programs');

/** What Loki held of an event after a program had written it. */
interface Sample {
  /** The event's resource version; null if the entry is of no revision, such as its deletion. */
  revision: string | null;
  labels: Record<string, string>;
  metadata: Record<string, string>;
  line: string;
}

const linesOf = <T>(name: string): T[] =>
  readFileSync(path.join(SAMPLES, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

/** The revisions of the events that all programs saw. */
const EVENTS = linesOf<Event>('events');

/** Fields of records, as they are compared. */
const COMPARED = [
  'type',
  'reason',
  'message',
  'kind',
  'namespace',
  'name',
  'objectUid',
  'apiVersion',
  'fieldPath',
  'host',
  'component',
  'instance',
  'action',
  'related',
  'count',
  'event',
  'eventUid',
  'resourceVersion',
  'cluster',
] as const satisfies ReadonlyArray<keyof EventRecord>;
export type Compared = Pick<EventRecord, (typeof COMPARED)[number]>;

export const comparedOf = (record: EventRecord): Compared =>
  Object.fromEntries(COMPARED.map((field) => [field, record[field]])) as unknown as Compared;

const ofObject = ({ involvedObject }: Event): Partial<Compared> => ({ namespace: involvedObject?.namespace ?? '' });

/** Alloy writes neither the Event's own name and uid nor the object's, and no series. */
const ofAlloy = (event: Event): Partial<Compared> => ({
  ...ofObject(event),
  objectUid: '',
  fieldPath: '',
  related: '',
  event: '',
  eventUid: '',
  count: event.count ?? 1,
});

const firstWord = (text: string): string => text.split(' ')[0] ?? '';

/** In logfmt, it does not quote a component. */
const ofAlloyLogfmt = (event: Event): Partial<Compared> => ({
  ...ofAlloy(event),
  component: firstWord(event.source?.component || event.reportingComponent || ''),
});

const ofAttributes = (event: Event): Partial<Compared> => ({
  ...ofObject(event),
  component: '',
  instance: '',
  related: '',
  resourceVersion: '',
  count: event.count ?? 1,
});

export interface Program {
  /** The file of its entries. */
  name: string;
  /** As the documentation calls it. */
  title: string;
  shape: ShapeName;
  cluster: string;
  /** What its entries have instead of what the event says. */
  instead: (event: Event) => Partial<Compared>;
}

const asItIs = (): Partial<Compared> => ({});

/** Every program, in each of its formats. */
export const PROGRAMS: readonly Program[] = [
  { name: 'alloy-logfmt', title: 'Alloy, logfmt', shape: 'alloy-logfmt', cluster: '', instead: ofAlloyLogfmt },
  { name: 'alloy-json', title: 'Alloy, JSON', shape: 'alloy-json', cluster: '', instead: ofAlloy },
  {
    name: 'k8s-monitoring-logfmt',
    title: 'k8s-monitoring, logfmt',
    shape: 'k8s-monitoring-logfmt',
    cluster: 'eu',
    instead: ofAlloyLogfmt,
  },
  {
    name: 'k8s-monitoring-json',
    title: 'k8s-monitoring, JSON',
    shape: 'k8s-monitoring-json',
    cluster: 'eu',
    instead: ofAlloy,
  },
  { name: 'event-json', title: 'kubernetes-event-exporter', shape: 'event-json', cluster: 'eu', instead: asItIs },
  {
    name: 'fluent-bit',
    title: 'Fluent Bit `kubernetes_events`',
    shape: 'event-json',
    cluster: '',
    instead: asItIs,
  },
  {
    name: 'event-json-pull',
    title: 'OpenTelemetry `k8sobjects`, pull',
    shape: 'event-json',
    cluster: '',
    instead: asItIs,
  },
  {
    name: 'watch-json',
    title: 'OpenTelemetry `k8sobjects`, watch',
    shape: 'watch-json',
    cluster: 'eu',
    instead: asItIs,
  },
  {
    name: 'new-watch-json',
    title: 'OpenTelemetry `k8sobjects`, watch, new',
    shape: 'new-watch-json',
    cluster: '',
    instead: asItIs,
  },
  {
    name: 'otel-attributes',
    title: 'OpenTelemetry `k8s_events`',
    shape: 'otel-attributes',
    cluster: '',
    instead: ofAttributes,
  },
];

/** Entries as a program stored them, at times of today, and what they say. */
export interface Stored {
  entries: Entry[];
  /** In the order of the entries, without those of no revision. */
  events: Array<{ event: Event; expected: Compared }>;
}

/** Entries a second apart, the last one a few seconds ago. @param labels further labels of all streams */
export function storedBy(program: Program, labels: Record<string, string>, nowMs: number): Stored {
  const samples = linesOf<Sample>(program.name);
  const entries = samples.map(({ line, ...sample }, at): Entry => ({
    line,
    metadata: sample.metadata,
    labels: { ...sample.labels, ...labels },
    timestampNs: timeOf(at, samples.length, nowMs),
  }));
  const events = samples.flatMap(({ revision }) => {
    const event = EVENTS.find(({ metadata }) => metadata?.resourceVersion === revision);
    const expected = event && { ...recordOfOwn(event), cluster: program.cluster, ...program.instead(event) };
    return event && expected ? [{ event, expected }] : [];
  });
  return { entries, events };
}

/** What {@link storedLater} says, and no other event. */
export const LATER = 'Startup probe failed';

/** An entry of a further event, as the program stores it now. @param labels further labels of its stream */
export function storedLater(program: Program, labels: Record<string, string>, nowMs: number): Entry {
  const sample = linesOf<Sample>(program.name).find(({ line }) => line.includes('Liveness probe failed'));
  const { line, metadata, labels: own } = asLater(sample!);
  return { line, metadata, labels: { ...own, ...labels }, timestampNs: BigInt(nowMs) * 1_000_000n };
}

/** The same as this collector stores it. */
export function laterByUs(labels: Record<string, string>, nowMs: number, labelPreset: PresetName): Entry {
  const event = EVENTS.find(({ message }) => message?.startsWith('Liveness probe failed'));
  return storedByUs(labels, nowMs, labelPreset, [asLater(event!)]).entries[0]!;
}

/** Another event of the same object. */
function asLater<T extends object>(one: T): T {
  const uid = EVENTS.find(({ message }) => message?.startsWith('Liveness probe failed'))?.metadata?.uid ?? '';
  const text = JSON.stringify(one).replaceAll('Liveness probe failed', LATER).replaceAll(uid, 'a-later-uid');
  return JSON.parse(text) as T;
}

/** The same events as this collector stores them. @param labels further labels of all streams, the cluster's among them */
export function storedByUs(
  labels: Record<string, string>,
  nowMs: number,
  labelPreset: PresetName = 'kubernetes-events',
  events: readonly Event[] = EVENTS
): Stored {
  const { [labelPreset]: preset } = PRESETS;
  const format = labelPreset === 'kubernetes-events' ? 'json' : preset.format;
  const options = { labelPreset, staticLabels: withStaticLabels(preset, labels), eventUid: true, format };
  const entries = events.map((event, at) => ({
    ...entryOf(event, 1, options),
    timestampNs: timeOf(at, events.length, nowMs),
  }));
  const { cluster = '' } = labels;
  return { entries, events: events.map((event) => ({ event, expected: { ...recordOfOwn(event), cluster } })) };
}

const timeOf = (at: number, of: number, nowMs: number): bigint => BigInt(nowMs - (of - at) * 1000) * 1_000_000n;

function recordOfOwn(event: Event): Compared {
  const { timestampNs, line, labels, metadata } = entryOf(event, 1, { format: 'json' });
  return comparedOf(recordOf({ timestampNs: String(timestampNs), line, labels: { ...labels, ...metadata } }));
}
