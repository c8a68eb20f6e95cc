import { type Event, type ObjectReference } from '../event.ts';
import { key, label, type Shape, type Source } from './shape.ts';

/** The fields of an Event of events.k8s.io/v1 that have other names than in core/v1. */
interface NewEvent extends Event {
  regarding?: ObjectReference;
  note?: string;
  reportingController?: string;
  deprecatedCount?: number;
  deprecatedSource?: Event['source'];
  deprecatedFirstTimestamp?: string;
  deprecatedLastTimestamp?: string;
}

/** The paths in an Event of core/v1. */
const CORE = {
  _namespace: ['metadata.namespace'],
  _kind: ['involvedObject.kind'],
  _type: ['type'],
  _host: ['source.host'],
  reason: ['reason'],
  name: ['involvedObject.name'],
  component: ['source.component', 'reportingComponent'],
  reporting_component: ['reportingComponent'],
  instance: ['reportingInstance'],
  action: ['action'],
  count: ['series.count', 'count'],
  field_path: ['involvedObject.fieldPath'],
  object_uid: ['involvedObject.uid'],
  object_version: ['involvedObject.resourceVersion'],
  object_namespace: ['involvedObject.namespace'],
  api_version: ['involvedObject.apiVersion'],
  event: ['metadata.name'],
  event_uid: ['metadata.uid'],
  resource_version: ['metadata.resourceVersion'],
} as const satisfies Record<string, readonly string[]>;

/** A path of core/v1 as events.k8s.io/v1 has it. */
const RENAMED: Readonly<Record<string, string>> = {
  'source.host': 'deprecatedSource.host',
  'source.component': 'deprecatedSource.component',
  reportingComponent: 'reportingController',
  count: 'deprecatedCount',
};

const newPath = (path: string): string => RENAMED[path] ?? path.replace(/^involvedObject/, 'regarding');

/** The label of a program's configuration, or the attribute of OpenTelemetry; kubernetes-event-exporter has it in the line. */
const CLUSTER = [label('cluster'), label('k8s_cluster_name')];

function fieldsIn(prefix: string, pathOf: (path: string) => string = (path) => path): Shape['fields'] {
  const inLine = Object.entries(CORE).map(([field, paths]): [string, Source[]] => [
    field,
    paths.map((path) => key(`${prefix}${pathOf(path)}`)),
  ]);
  return { ...Object.fromEntries(inLine), cluster: [...CLUSTER, ...(prefix ? [] : [key('clusterName')])] };
}

/** An event of either API as one of core/v1; undefined for any other object. */
function coreEvent(value: unknown): Event | undefined {
  const event = value as NewEvent | undefined;
  if (typeof event?.involvedObject === 'object') {
    return event;
  }
  if (typeof event?.regarding !== 'object') {
    return undefined;
  }
  const { regarding, note, reportingController, deprecatedCount, deprecatedSource, ...rest } = event;
  const { deprecatedFirstTimestamp: firstTimestamp, deprecatedLastTimestamp: lastTimestamp, ...same } = rest;
  return {
    ...same,
    involvedObject: regarding,
    message: note,
    reportingComponent: reportingController,
    count: deprecatedCount,
    source: deprecatedSource,
    firstTimestamp,
    lastTimestamp,
  };
}

const isNew = (value: unknown): boolean => typeof (value as NewEvent | undefined)?.regarding === 'object';

/** The Event as it is: kubernetes-event-exporter, OpenTelemetry's k8sobjects in the mode "pull", fluent-bit. */
export const EVENT_JSON: Shape = {
  parser: 'json',
  fields: fieldsIn(''),
  read: ({ json }) => (isNew(json) ? undefined : coreEvent(json)),
};

/** The same of events.k8s.io/v1. */
export const NEW_EVENT_JSON: Shape = {
  parser: 'json',
  fields: fieldsIn('', newPath),
  read: ({ json }) => coreEvent(json),
};

/** An event that expires, or is deleted, comes once more. */
const NOT_DELETED = '!~ "\\"type\\":\\"DELETED\\"}$"';

/** OpenTelemetry's k8sobjects in the mode "watch": `{"object": <the Event>, "type": "ADDED"}`. */
export const WATCH_JSON: Shape = {
  parser: 'json',
  only: NOT_DELETED,
  fields: fieldsIn('object.'),
  read: ({ json }) => (isNew(json?.object) ? undefined : coreEvent(json?.object)),
};

/** The same of events.k8s.io/v1. */
export const NEW_WATCH_JSON: Shape = {
  parser: 'json',
  only: NOT_DELETED,
  fields: fieldsIn('object.', newPath),
  read: ({ json }) => coreEvent(json?.object),
};
