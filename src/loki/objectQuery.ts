import { type EventQuery, type Filter, type Matcher } from '@kubernetes-events/logql';

/** What tells an object from others. */
export interface ObjectName {
  kind: string;
  namespace: string;
  name: string;
}

/**
 * All events of one object. An object outside of namespaces has its events in one all the same (a Node's are in
 * `default`), so kind and name say more than the namespace where that is not known.
 */
export function objectQuery(base: readonly Matcher[] | undefined, { kind, namespace, name }: ObjectName): EventQuery {
  const wanted: Array<[string, string]> = [
    ['_kind', kind],
    ['_namespace', namespace],
    ['name', name],
  ];
  const filters: Filter[] = wanted
    .filter(([, value]) => value)
    .map(([field, value]) => ({ field, values: [value], exclude: false }));
  return { base, filters };
}
