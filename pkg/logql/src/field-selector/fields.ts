import { LINE_FIELDS, type LinePlace } from '../line-fields.ts';

/**
 * The fields that an API server can select events by, and where Loki has them: in a label or in structured metadata, or
 * only in the line, under a key in each line format.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/registry/core/event/strategy.go (`ToSelectableFields`).
 */
export const FIELDS = {
  'involvedObject.kind': { label: '_kind' },
  'involvedObject.namespace': {
    read: 'object_namespace',
    flat: 'InvolvedObject.Namespace',
    logfmt: 'objectNamespace',
    json: ['involvedObject', 'namespace'],
  },
  'involvedObject.name': { label: 'name' },
  'involvedObject.uid': { read: 'object_uid', ...LINE_FIELDS.object_uid },
  'involvedObject.apiVersion': { read: 'api_version', ...LINE_FIELDS.api_version },
  'involvedObject.resourceVersion': {
    read: 'object_version',
    flat: 'InvolvedObject.ResourceVersion',
    logfmt: 'objectRV',
    json: ['involvedObject', 'resourceVersion'],
  },
  'involvedObject.fieldPath': { label: 'field_path' },
  reason: { label: 'reason' },
  reportingComponent: {
    read: 'reporting_component',
    flat: 'ReportingController',
    logfmt: 'reportingcontroller',
    json: ['reportingComponent'],
  },
  source: { label: 'component' },
  type: { label: '_type' },
  'metadata.name': { read: 'event', ...LINE_FIELDS.event },
  'metadata.namespace': { label: '_namespace' },
} as const satisfies Record<string, FieldPlace>;

/** `read`: the label that a parser gives entries of other programs. */
type FieldPlace = { label: string } | (LinePlace & { read: string });

export type FieldName = keyof typeof FIELDS;

/** The names, for completion. */
export const FIELD_SELECTOR_FIELDS = Object.keys(FIELDS) as readonly FieldName[];

/** The label or structured metadata that holds a field; undefined if only the line does. */
export function labelOf(field: FieldName): string | undefined {
  const place: FieldPlace = FIELDS[field];
  return 'label' in place ? place.label : undefined;
}

/** The label of a field once lines of other programs are parsed. */
export function readLabelOf(field: FieldName): string {
  const place: FieldPlace = FIELDS[field];
  return 'label' in place ? place.label : place.read;
}

export function isField(name: string): name is FieldName {
  return Object.hasOwn(FIELDS, name);
}
