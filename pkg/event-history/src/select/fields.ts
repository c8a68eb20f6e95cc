import { type Event, text } from '@kubernetes-events/event';
import { type FieldName, type FieldSelector } from '@kubernetes-events/logql';

/**
 * The values that an API server matches field selectors against.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/registry/core/event/strategy.go (`ToSelectableFields`).
 */
const VALUES: Record<FieldName, (event: Event) => unknown> = {
  'involvedObject.kind': ({ involvedObject }) => involvedObject?.kind,
  'involvedObject.namespace': ({ involvedObject }) => involvedObject?.namespace,
  'involvedObject.name': ({ involvedObject }) => involvedObject?.name,
  'involvedObject.uid': ({ involvedObject }) => involvedObject?.uid,
  'involvedObject.apiVersion': ({ involvedObject }) => involvedObject?.apiVersion,
  'involvedObject.resourceVersion': ({ involvedObject }) => involvedObject?.resourceVersion,
  'involvedObject.fieldPath': ({ involvedObject }) => involvedObject?.fieldPath,
  reason: ({ reason }) => reason,
  reportingComponent: ({ reportingComponent }) => reportingComponent,
  source: ({ source, reportingComponent }) => text(source?.component) || reportingComponent,
  type: ({ type }) => type,
  'metadata.name': ({ metadata }) => metadata?.name,
  'metadata.namespace': ({ metadata }) => metadata?.namespace,
};

/** Whether an event matches every term. */
export function matchesFields(event: Event, selector: FieldSelector): boolean {
  return selector.every(({ field, value, exclude }) => (text(VALUES[field](event)) === value) !== exclude);
}
