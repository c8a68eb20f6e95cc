/** A field of the flat line. */
interface FlatField {
  /** Its key in the line that we write. */
  key: string;
  /** Its key in the first Go collector's line, which named no parents. */
  oldKey: string;
  /** Where it is in the Event; empty for what the first collector wrote and we do not. */
  path: readonly string[];
  kind: 'text' | 'time' | 'number' | 'message' | 'json' | 'skipped';
}

function fields(kind: FlatField['kind'], parent: readonly string[], prefix: string, keys: Record<string, string>) {
  return Object.entries(keys).map(([key, name]): FlatField => ({
    key: prefix + key,
    oldKey: key,
    path: [...parent, name],
    kind,
  }));
}

const REFERENCE = {
  Kind: 'kind',
  Namespace: 'namespace',
  Name: 'name',
  UID: 'uid',
  APIVersion: 'apiVersion',
  ResourceVersion: 'resourceVersion',
  FieldPath: 'fieldPath',
};

const time = (parent: string, name: string): FlatField => ({
  key: `${parent}.Time`,
  oldKey: 'Time',
  path: [name],
  kind: 'time',
});

const skipped = (key: string): FlatField => ({ key, oldKey: key, path: [], kind: 'skipped' });

/**
 * The flat line's fields, in the order of the Go type's. Where two keys are alike the parent's name goes in front: a
 * line filter such as `|= "Kind:Pod, "` finds both forms.
 *
 * Source: https://github.com/kubernetes/api/blob/v0.37.2/core/v1/types.go (`type Event struct`).
 */
export const FLAT_FIELDS: readonly FlatField[] = [
  // Of the object itself: a watch has them and a list does not, so the first collector wrote them now and then.
  skipped('Kind'),
  skipped('APIVersion'),
  ...fields('text', ['metadata'], '', {
    Name: 'name',
    GenerateName: 'generateName',
    Namespace: 'namespace',
    SelfLink: 'selfLink',
    UID: 'uid',
    ResourceVersion: 'resourceVersion',
  }),
  ...fields('number', ['metadata'], '', { Generation: 'generation' }),
  ...fields('time', ['metadata'], '', {
    CreationTimestamp: 'creationTimestamp',
    DeletionTimestamp: 'deletionTimestamp',
  }),
  ...fields('number', ['metadata'], '', { DeletionGracePeriodSeconds: 'deletionGracePeriodSeconds' }),
  ...fields('json', ['metadata'], '', {
    Labels: 'labels',
    Annotations: 'annotations',
    OwnerReferences: 'ownerReferences',
    Finalizers: 'finalizers',
  }),
  skipped('ManagedFields'),
  ...fields('text', ['involvedObject'], 'InvolvedObject.', REFERENCE),
  ...fields('text', [], '', { Reason: 'reason' }),
  ...fields('message', [], '', { Message: 'message' }),
  ...fields('text', ['source'], '', { Component: 'component', Host: 'host' }),
  time('FirstTimestamp', 'firstTimestamp'),
  time('LastTimestamp', 'lastTimestamp'),
  ...fields('number', [], '', { Count: 'count' }),
  ...fields('text', [], '', { Type: 'type' }),
  time('EventTime', 'eventTime'),
  { key: 'Series.Count', oldKey: '', path: ['series', 'count'], kind: 'number' },
  { key: 'Series.LastObservedTime', oldKey: '', path: ['series', 'lastObservedTime'], kind: 'time' },
  skipped('Series'),
  ...fields('text', [], '', { Action: 'action' }),
  ...fields('text', ['related'], 'Related.', REFERENCE).map((field) => ({ ...field, oldKey: '' })),
  skipped('Related'),
  ...fields('text', [], '', { ReportingController: 'reportingComponent', ReportingInstance: 'reportingInstance' }),
];
