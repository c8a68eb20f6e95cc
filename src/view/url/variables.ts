import { type Filter } from '@kubernetes-events/logql';

/** A dashboard's variables, as its links hand them on (`var-namespace=shop`), and the fields that they are about. */
const FIELDS: Record<string, string> = {
  cluster: 'cluster',
  namespace: '_namespace',
  type: '_type',
  kind: '_kind',
  host: '_host',
  workload: 'workload',
};

/** What a variable holds while it narrows nothing down. */
const ALL = new Set(['', '$__all', 'All', '.*', '.+']);

/** The filters that a dashboard's variables stand for; a variable that is on "All" is none. */
export function variableFilters(params: URLSearchParams): Filter[] {
  return Object.entries(FIELDS).flatMap(([name, field]) => {
    const values = params.getAll(`var-${name}`);
    return values.length > 0 && !values.some((value) => ALL.has(value)) ? [{ field, values, exclude: false }] : [];
  });
}

/** The data source that a dashboard has chosen. */
export const variableSource = (params: URLSearchParams): string => params.get('var-datasource') ?? '';
