import { moveLabels } from '../../backend-sidecar/src/stream-labels/stream-labels.ts';
import { type Entry, entryOf, type Event, formatLine, timestampOf } from '../../pkg/event/src/index.ts';
import { countQuery, type EventQuery, including, logQuery } from '../../pkg/logql/src/index.ts';

/** A way to store events, and the queries that people's screens make of it. */
export interface Shape {
  entryOf(event: Event): Entry;
  queries(window: string): Record<Query, string>;
}

export type Query = 'all by type' | 'by reason' | 'by host' | 'one namespace' | 'rare word' | 'list';

const RARE = '(?i)no such words';

/** As the app asks. @param query how the entries are stored */
const asked = (query: EventQuery, window: string): Record<Query, string> => {
  const by = (label: string): string => countQuery(query, { by: [label], window, what: 'occurrences' });
  return {
    'all by type': by('_type'),
    'by reason': by('reason'),
    'by host': by('_host'),
    'one namespace': countQuery(
      { ...query, filters: [including('_namespace', 'team-7')] },
      { by: ['_type'], window, what: 'occurrences' }
    ),
    'rare word': countQuery({ lines: [{ text: RARE, regexp: true }] }, { window, what: 'entries' }),
    list: logQuery({}),
  };
};

const ours: Shape['queries'] = (window) => asked({ increments: true }, window);

/** The app of version 1 took an increment of one for entries without one, wherever there were none. */
const asBefore: Shape['queries'] = (window) => asked({}, window);

const ALLOY = '{job="loki.source.kubernetes_events"}';

const alloys: Shape['queries'] = (window) => {
  const by = (field: string): string => `sum by (${field}) (count_over_time(${ALLOY} | logfmt ${field} [${window}]))`;
  return {
    'all by type': by('type'),
    'by reason': by('reason'),
    'by host': by('sourcehost'),
    'one namespace': `sum by (type) (count_over_time({job="loki.source.kubernetes_events", namespace="team-7"} | logfmt type [${window}]))`,
    'rare word': `sum (count_over_time(${ALLOY} |~ "${RARE}" [${window}]))`,
    list: ALLOY,
  };
};

/** Metadata that version 1 wrote of each event, all of which its line has as well. */
function version1(event: Event): Entry {
  const entry = entryOf(event, 1);
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

/** Source: https://github.com/grafana/alloy/blob/v1.16.0/internal/component/loki/source/kubernetes_events */
function alloy({ involvedObject, metadata, source, ...event }: Event): Entry {
  const pairs = {
    name: involvedObject?.name,
    kind: involvedObject?.kind,
    objectAPIversion: involvedObject?.apiVersion,
    eventRV: metadata?.resourceVersion,
    sourcecomponent: source?.component,
    sourcehost: source?.host,
    reason: event.reason,
    type: event.type,
    count: event.count,
    msg: JSON.stringify(event.message),
  };
  const line = Object.entries(pairs).filter(([, value]) => value);
  return {
    labels: { job: 'loki.source.kubernetes_events', instance: 'alloy', namespace: metadata?.namespace ?? '' },
    timestampNs: timestampOf(event),
    line: line.map(([key, value]) => `${key}=${value}`).join(' '),
    metadata: {},
  };
}

/** The flat line of an event that lacks something, with the labels of {@link withoutHost}: what that costs. */
const lacking = (without: (event: Event) => Event): Shape => ({
  entryOf: (event) => ({ ...withoutHost(event), line: withoutHost(without(event)).line }),
  queries: ours,
});

const withoutHost = (event: Event): Entry => moveLabels(entryOf(event, 1), ['_host']);

export const SHAPES: Record<string, Shape> = {
  'version 1': { entryOf: version1, queries: asBefore },
  'version 1, _host in the metadata': { entryOf: (event) => moveLabels(version1(event), ['_host']), queries: asBefore },
  flat: { entryOf: (event) => entryOf(event, 1), queries: ours },
  'flat, _host in the metadata': { entryOf: withoutHost, queries: ours },
  'flat, _host and _namespace in the metadata': {
    entryOf: (event) => moveLabels(entryOf(event, 1), ['_host', '_namespace']),
    queries: ours,
  },
  'json, _host in the metadata': {
    entryOf: (event) => moveLabels(entryOf(event, 1, { format: 'json' }), ['_host']),
    queries: ours,
  },
  'logfmt, _host in the metadata': {
    entryOf: (event) => moveLabels(entryOf(event, 1, { format: 'logfmt' }), ['_host']),
    queries: ours,
  },
  'without the uid of the event': lacking(({ metadata, ...event }) => ({
    ...event,
    metadata: { ...metadata, uid: '' },
  })),
  'without the uid of the object': lacking(({ involvedObject, ...event }) => ({
    ...event,
    involvedObject: { ...involvedObject, uid: '' },
  })),
  'without the name of the event': lacking(({ metadata, ...event }) => ({
    ...event,
    metadata: { ...metadata, name: '' },
  })),
  'without the version': lacking(({ metadata, ...event }) => ({
    ...event,
    metadata: { ...metadata, resourceVersion: '' },
  })),
  alloy: { entryOf: alloy, queries: alloys },
};
