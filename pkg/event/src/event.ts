/**
 * A core/v1 Event as the API server sends it, over a list or a watch. Every field may be missing: what one component
 * fills in another leaves out.
 *
 * Source: https://github.com/kubernetes/api/blob/v0.37.2/core/v1/types.go (`type Event struct`).
 */
export interface Event {
  apiVersion?: string | null;
  kind?: string | null;
  metadata?: ObjectMeta | null;
  involvedObject?: ObjectReference | null;
  reason?: string | null;
  message?: string | null;
  source?: { component?: string | null; host?: string | null } | null;
  firstTimestamp?: string | null;
  lastTimestamp?: string | null;
  count?: number | null;
  type?: string | null;
  eventTime?: string | null;
  series?: { count?: number | null; lastObservedTime?: string | null } | null;
  action?: string | null;
  related?: ObjectReference | null;
  reportingComponent?: string | null;
  reportingInstance?: string | null;
}

/** What of an object's metadata an Event carries. */
export interface ObjectMeta {
  name?: string | null;
  generateName?: string | null;
  namespace?: string | null;
  selfLink?: string | null;
  uid?: string | null;
  resourceVersion?: string | null;
  generation?: number | null;
  creationTimestamp?: string | null;
  deletionTimestamp?: string | null;
  deletionGracePeriodSeconds?: number | null;
  labels?: Record<string, string> | null;
  annotations?: Record<string, string> | null;
  ownerReferences?: unknown[] | null;
  finalizers?: string[] | null;
  managedFields?: unknown[] | null;
}

/** The object an event is about. */
export interface ObjectReference {
  kind?: string | null;
  namespace?: string | null;
  name?: string | null;
  uid?: string | null;
  apiVersion?: string | null;
  resourceVersion?: string | null;
  fieldPath?: string | null;
}

/**
 * A field's value as text: an empty string for what is missing, JSON for what has no business being there. Lone
 * surrogates, which UTF-8 cannot carry, become U+FFFD.
 */
export function text(value: unknown): string {
  if (typeof value === 'string') {
    return value.isWellFormed() ? value : value.toWellFormed();
  }
  if (value === undefined || value === null) {
    return '';
  }
  return typeof value === 'object' ? text(JSON.stringify(value)) : String(value);
}

/** The total of occurrences up to a revision: the series' count, else its own, else one. */
export function countOf(event: Event): number {
  const count = event.series?.count ?? event.count;
  return typeof count === 'number' && count > 0 ? count : 1;
}
