/**
 * The fields that an API server can select events by, each with where Loki has it: in a label or the metadata, or in
 * the line alone, by its key in each line format.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/registry/core/event/strategy.go (`ToSelectableFields`).
 */
export const FIELDS = {
  'involvedObject.kind': { kept: '_kind' },
  'involvedObject.namespace': {
    flat: 'InvolvedObject.Namespace',
    logfmt: 'objectNamespace',
    json: ['involvedObject', 'namespace'],
  },
  'involvedObject.name': { kept: 'name' },
  'involvedObject.uid': { kept: 'object_uid' },
  'involvedObject.apiVersion': { kept: 'api_version' },
  'involvedObject.resourceVersion': {
    flat: 'InvolvedObject.ResourceVersion',
    logfmt: 'objectRV',
    json: ['involvedObject', 'resourceVersion'],
  },
  'involvedObject.fieldPath': { kept: 'field_path' },
  reason: { kept: 'reason' },
  reportingComponent: { flat: 'ReportingController', logfmt: 'reportingcontroller', json: ['reportingComponent'] },
  source: { kept: 'component' },
  type: { kept: '_type' },
  'metadata.name': { kept: 'event' },
  'metadata.namespace': { kept: '_namespace' },
} as const satisfies Record<string, FieldPlace>;

type FieldPlace = { kept: string } | { flat: string; logfmt: string; json: readonly string[] };

export type FieldName = keyof typeof FIELDS;

/** The names, for completion. */
export const FIELD_SELECTOR_FIELDS = Object.keys(FIELDS) as readonly FieldName[];

export function isField(name: string): name is FieldName {
  return Object.hasOwn(FIELDS, name);
}
