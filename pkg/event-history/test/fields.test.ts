import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FIELD_SELECTOR_FIELDS, type FieldName } from '@kubernetes-events/logql';
import { matchesFields } from '../src/select/fields.ts';

const EVENT = {
  metadata: { name: 'event', namespace: 'shop' },
  involvedObject: {
    kind: 'Pod',
    namespace: 'other',
    name: 'web-1',
    uid: 'u1',
    apiVersion: 'v1',
    resourceVersion: '7',
    fieldPath: 'spec.containers{web}',
  },
  reason: 'BackOff',
  type: 'Warning',
  source: { component: 'kubelet' },
  reportingComponent: 'reporter',
};

const VALUES: Record<FieldName, string> = {
  'involvedObject.kind': 'Pod',
  'involvedObject.namespace': 'other',
  'involvedObject.name': 'web-1',
  'involvedObject.uid': 'u1',
  'involvedObject.apiVersion': 'v1',
  'involvedObject.resourceVersion': '7',
  'involvedObject.fieldPath': 'spec.containers{web}',
  reason: 'BackOff',
  reportingComponent: 'reporter',
  source: 'kubelet',
  type: 'Warning',
  'metadata.name': 'event',
  'metadata.namespace': 'shop',
};

describe('matchesFields', () => {
  for (const field of FIELD_SELECTOR_FIELDS) {
    it(`matches the value of ${field}, and an empty value if it is missing`, () => {
      const matches = (event: object, value: string, exclude = false) =>
        matchesFields(event, [{ field, value, exclude }]);
      assert.ok(matches(EVENT, VALUES[field]));
      assert.ok(!matches(EVENT, VALUES[field], true));
      assert.ok(!matches(EVENT, 'else'));
      assert.ok(matches({}, ''));
      assert.ok(!matches({ involvedObject: null, metadata: null }, 'else'));
    });
  }

  it('matches source against the reporting component of events without a source', () => {
    const event = { ...EVENT, source: {} };
    assert.ok(matchesFields(event, [{ field: 'source', value: 'reporter', exclude: false }]));
  });
});
