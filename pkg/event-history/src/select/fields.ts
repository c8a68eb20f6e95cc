import { type Event, text } from '@kubernetes-events/event';
import { type FieldName, type FieldSelector } from '@kubernetes-events/logql';

/**
 * The value that an API server matches a field selector against.
 *
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/registry/core/event/strategy.go (`ToSelectableFields`).
 */
function valueOf(event: Event, field: FieldName): string {
  if (field === 'source') {
    return text(event.source?.component) || text(event.reportingComponent);
  }
  return text(
    field.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], event)
  );
}

/** Whether an event matches every term. */
export function matchesFields(event: Event, selector: FieldSelector): boolean {
  return selector.every(({ field, value, exclude }) => (valueOf(event, field) === value) !== exclude);
}
