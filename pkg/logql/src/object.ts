import { type Filter, including } from './filter.ts';
import { type EventQuery, unfiltered } from './query.ts';

/**
 * Identifies a Kubernetes object. A part that an object does not have is an empty string. An event record is one, too: it
 * names its involved object.
 */
export interface ObjectIdentity {
  cluster: string;
  namespace: string;
  kind: string;
  name: string;
}

/** The label or structured metadata, and the URL parameter, of each part. The name is last because it labels a group. */
export const OBJECT_PARTS = {
  cluster: { label: 'cluster', param: 'cluster' },
  namespace: { label: '_namespace', param: 'ns' },
  kind: { label: '_kind', param: 'kind' },
  name: { label: 'name', param: 'name' },
} as const satisfies Record<keyof ObjectIdentity, { label: string; param: string }>;

/** Grouping by these labels gives one group for each object. */
export const OBJECT_LABELS: readonly string[] = Object.values(OBJECT_PARTS).map(({ label }) => label);

/** A Node has no namespace, although its events are in `default`. */
const isNamespaced = (kind: string) => kind !== 'Node';

/** The four parts of a record or another object that has more fields. */
export function identityOf({ cluster, namespace, kind, name }: ObjectIdentity): ObjectIdentity {
  return { cluster, namespace: isNamespaced(kind) ? namespace : '', kind, name };
}

/** The workload of an object in the same place, by its `Kind/name`. */
export function workloadIdentity({ cluster, namespace }: ObjectIdentity, workload: string): ObjectIdentity {
  const [kind = '', name = ''] = workload.split('/');
  return { cluster, namespace, kind, name };
}

/** The object that a group's labels name. */
export function identityOfLabels(labels: Readonly<Record<string, string>>): ObjectIdentity {
  const part = (name: keyof ObjectIdentity) => labels[OBJECT_PARTS[name].label] ?? '';
  return identityOf({ cluster: part('cluster'), namespace: part('namespace'), kind: part('kind'), name: part('name') });
}

/** A key that is equal for the same object only. */
export const identityKey = (object: ObjectIdentity) => Object.values(identityOf(object)).join('\u0000');

/** A filter for objects that have one of these values in a part. */
export const partFilter = (part: keyof ObjectIdentity, values: readonly string[]): Filter =>
  including(OBJECT_PARTS[part].label, ...values);

/** Narrows a query to the events of one object. An empty kind or namespace matches any. */
export function objectQuery(query: EventQuery, object: ObjectIdentity): EventQuery {
  const { filters = [], ...rest } = objectInAnyCluster(query, object);
  return { ...rest, filters: [partFilter('cluster', [object.cluster]), ...filters] };
}

/** Like {@link objectQuery}, for links that do not name the object's cluster. */
export function objectInAnyCluster(query: EventQuery, object: ObjectIdentity): EventQuery {
  const { namespace, kind, name } = identityOf(object);
  return {
    ...unfiltered(query),
    filters: [
      ...(kind ? [partFilter('kind', [kind])] : []),
      ...(namespace ? [partFilter('namespace', [namespace])] : []),
      partFilter('name', [name]),
    ],
  };
}
