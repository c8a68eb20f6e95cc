import { type Filter } from './filter.ts';
import { type EventQuery, unfiltered } from './query.ts';

/**
 * A Kubernetes object, as events name it: two objects are one if all four are equal. A part that an object does not have
 * is an empty string. An event record is one, too: it names its involved object.
 */
export interface ObjectIdentity {
  cluster: string;
  namespace: string;
  kind: string;
  name: string;
}

/** The label or structured metadata, and the URL parameter, that hold each part. The name comes last: it names a group. */
export const OBJECT_PARTS = {
  cluster: { label: 'cluster', param: 'cluster' },
  namespace: { label: '_namespace', param: 'ns' },
  kind: { label: '_kind', param: 'kind' },
  name: { label: 'name', param: 'name' },
} as const satisfies Record<keyof ObjectIdentity, { label: string; param: string }>;

/** What to group by for one group an object. */
export const OBJECT_LABELS: readonly string[] = Object.values(OBJECT_PARTS).map(({ label }) => label);

/** A Node is in no namespace; its events are in `default`. */
const isNamespaced = (kind: string) => kind !== 'Node';

/** The four parts of a record, or of anything else that has more to it. */
export function identityOf({ cluster, namespace, kind, name }: ObjectIdentity): ObjectIdentity {
  return { cluster, namespace: isNamespaced(kind) ? namespace : '', kind, name };
}

/** The object that a group's labels name. */
export function identityOfLabels(labels: Readonly<Record<string, string>>): ObjectIdentity {
  const part = (name: keyof ObjectIdentity) => labels[OBJECT_PARTS[name].label] ?? '';
  return identityOf({ cluster: part('cluster'), namespace: part('namespace'), kind: part('kind'), name: part('name') });
}

/** Equal for the same object only. */
export const identityKey = (object: ObjectIdentity) => Object.values(identityOf(object)).join('\u0000');

/** A filter for objects with one of these values in that part. */
export const partFilter = (part: keyof ObjectIdentity, values: readonly string[]): Filter => ({
  field: OBJECT_PARTS[part].label,
  values,
  exclude: false,
});

/** All events of one object, among those that the query looks at. An empty kind or namespace stands for any. */
export function objectQuery(query: EventQuery, object: ObjectIdentity): EventQuery {
  const { filters = [], ...rest } = objectInAnyCluster(query, object);
  return { ...rest, filters: [partFilter('cluster', [object.cluster]), ...filters] };
}

/** As {@link objectQuery}, for links that do not say which cluster the object is in. */
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
