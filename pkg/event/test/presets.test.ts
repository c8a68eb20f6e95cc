import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  DEFAULT_LABELS,
  type EntryOptions,
  entryOf,
  type Event,
  type EventRecord,
  othersNames,
  type PresetName,
  PRESETS,
  recordOf,
  withStaticLabels,
} from '../src/index.ts';

const OTHERS: readonly PresetName[] = ['k8s-monitoring', 'otel'];
const OURS = { cluster: 'eu', environment: 'test' };
const FURTHER = { workload: 'Deployment/web', namespace_team: 'a', exit_code: '137' };

const optionsOf = (labelPreset: PresetName): EntryOptions => ({
  labelPreset,
  staticLabels: withStaticLabels(PRESETS[labelPreset], OURS),
});

const EVENT: Event = {
  metadata: {
    name: 'web-1.18ea7b',
    namespace: 'shop',
    uid: 'event-uid',
    resourceVersion: '4711',
    creationTimestamp: '2026-11-26T10:00:00Z',
  },
  involvedObject: {
    kind: 'Pod',
    namespace: 'shop',
    name: 'web-1',
    uid: 'object-uid',
    apiVersion: 'v1',
    resourceVersion: '4700',
    fieldPath: 'spec.containers{web}',
  },
  reason: 'BackOff',
  message: 'Back-off restarting failed container web',
  source: { component: 'kubelet', host: 'n1' },
  firstTimestamp: '2026-11-26T10:00:00Z',
  lastTimestamp: '2026-11-26T10:05:00Z',
  count: 7,
  type: 'Warning',
  action: 'Restarting',
};
const NODE: Event = {
  metadata: { name: 'n1.18ea7b', namespace: 'default' },
  involvedObject: { kind: 'Node', name: 'n1' },
  reason: 'NodeReady',
  type: 'Normal',
};

const recordIn = (event: Event, options: EntryOptions): EventRecord => {
  const { timestampNs, line, labels, metadata } = entryOf(event, 2, options, FURTHER);
  return recordOf({ timestampNs: String(timestampNs), line, labels: { ...labels, ...metadata } });
};

describe('an entry with the names of the chart k8s-monitoring', () => {
  it('has its labels, and ours, and each name once', () => {
    const { labels, metadata } = entryOf(EVENT, 2, optionsOf('k8s-monitoring'));
    assert.deepEqual(labels, {
      service_name: 'kubernetes-events',
      ...OURS,
      k8s_cluster_name: 'eu',
      job: 'integrations/kubernetes/eventhandler',
      source: 'kubernetes-events',
      namespace: 'shop',
      level: 'Warning',
      reason: 'BackOff',
      _namespace: 'shop',
      _type: 'Warning',
      _kind: 'Pod',
    });
    assert.deepEqual(metadata, {
      increment: '2',
      name: 'web-1',
      node: 'n1',
      _host: 'n1',
      field_path: 'spec.containers{web}',
      component: 'kubelet',
      action: 'Restarting',
      count: '7',
    });
  });

  it('has the level of the chart, no namespace of an object without one, and the name of a node as its node', () => {
    const { labels, metadata } = entryOf(NODE, 1, optionsOf('k8s-monitoring'));
    const { namespace, level, _namespace } = labels;
    assert.deepEqual([namespace, level, _namespace, metadata.node], [undefined, 'Info', 'default', 'n1']);
  });
});

describe('an entry with the names of OpenTelemetry', () => {
  it('has its attributes, and ours', () => {
    const { labels, metadata } = entryOf(EVENT, 2, optionsOf('otel'));
    assert.deepEqual(labels, {
      service_name: 'kubernetes-events',
      ...OURS,
      k8s_cluster_name: 'eu',
      k8s_namespace_name: 'shop',
      _namespace: 'shop',
      _type: 'Warning',
      _kind: 'Pod',
    });
    const ours = entryOf(EVENT, 2).metadata;
    assert.deepEqual(metadata, {
      ...ours,
      _host: 'n1',
      k8s_node_name: 'n1',
      k8s_object_kind: 'Pod',
      k8s_object_name: 'web-1',
      k8s_object_uid: 'object-uid',
      k8s_object_api_version: 'v1',
      k8s_object_resource_version: '4700',
      k8s_object_fieldpath: 'spec.containers{web}',
      k8s_event_reason: 'BackOff',
      k8s_event_action: 'Restarting',
      k8s_event_name: 'web-1.18ea7b',
      k8s_event_count: '7',
      k8s_event_start_time: '2026-11-26 10:00:00 +0000 UTC',
      severity_text: 'Warning',
      severity_number: '13',
    });
  });

  it('has the uid of the Event itself only if that is asked for', () => {
    assert.equal(entryOf(EVENT, 1, { ...optionsOf('otel'), eventUid: true }).metadata.k8s_event_uid, 'event-uid');
  });
});

describe('an entry with the names of another program', () => {
  for (const labelPreset of OTHERS) {
    it(`has those that are chosen as labels, and the others in the metadata, for ${labelPreset}`, () => {
      const { labels: all, metadata: inMetadata } = PRESETS[labelPreset];
      const { _host, _type } = DEFAULT_LABELS;
      const { labels, metadata } = entryOf(EVENT, 1, { labelPreset, labels: { _host, _type } });
      assert.deepEqual(Object.keys(labels).sort(), ['_host', '_type', 'service_name']);
      for (const name of Object.keys({ ...all, ...inMetadata })) {
        assert.ok(name in labels !== name in metadata || name === 'k8s_event_uid', name);
      }
    });
  }

  const text = fc.option(fc.constantFrom('a', 'kubelet', 'Node', 'Normal', 'Warning', 'say "', 'x y=z'), {
    nil: undefined,
  });
  const time = fc.option(fc.constantFrom('2026-11-26T10:00:00Z', '2026-11-26T10:00:00.123456Z'), { nil: undefined });
  const events = fc.record({
    metadata: fc.record({
      name: fc.constant('a.18ea7b'),
      namespace: text,
      uid: text,
      resourceVersion: fc.constant('7'),
    }),
    involvedObject: fc.record({ kind: text, namespace: text, name: fc.constant('a'), uid: text, fieldPath: text }),
    reason: fc.constant('Test'),
    message: text,
    source: fc.record({ component: text, host: text }),
    reportingInstance: text,
    lastTimestamp: time,
    eventTime: time,
    count: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
    type: text,
  });
  for (const labelPreset of OTHERS) {
    for (const format of ['flat', 'json', 'logfmt'] as const) {
      it(`reads as the same record as without them, for ${labelPreset} in ${format}`, () => {
        fc.assert(
          fc.property(events, fc.boolean(), (event, chosen) => {
            const labels = chosen ? { labels: DEFAULT_LABELS } : {};
            const usual = recordIn(event as Event, { format, staticLabels: OURS });
            assert.deepEqual(recordIn(event as Event, { ...optionsOf(labelPreset), ...labels, format }), usual);
          })
        );
      });
    }
  }

  it('reads as an event of this collector if another name of the service is configured', () => {
    for (const labelPreset of OTHERS) {
      const options = optionsOf(labelPreset);
      const { service, ...record } = recordIn(EVENT, {
        ...options,
        staticLabels: { ...options.staticLabels, service_name: 'other' },
      });
      const { service: usual, ...same } = recordIn(EVENT, { staticLabels: OURS });
      assert.deepEqual([record, service, usual], [same, 'other', 'kubernetes-events']);
    }
  });

  it('is as it was without a preset', () => {
    assert.deepEqual(othersNames(PRESETS['kubernetes-events']), []);
    assert.deepEqual(entryOf(EVENT, 1, optionsOf('kubernetes-events')), entryOf(EVENT, 1, { staticLabels: OURS }));
  });
});
