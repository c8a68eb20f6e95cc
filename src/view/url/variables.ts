import { type Filter } from '@kubernetes-events/logql';
import { parseUrl, written } from './codec';
import { commonUrl } from './common';

/** A dashboard's variables, as its links pass them (`var-namespace=shop`), and the fields that they stand for. */
const FIELDS: Record<string, string> = {
  cluster: 'cluster',
  namespace: '_namespace',
  type: '_type',
  kind: '_kind',
  host: '_host',
  workload: 'workload',
};

/** The values of a variable that does not filter. */
const ALL = new Set(['', '$__all', 'All', '.*', '.+']);

const SOURCE = 'var-datasource';

/**
 * The address with filters and a data source in place of the variables that a dashboard's link passes. A filter or a
 * data source that the address has already wins over the variable.
 */
export function withoutVariables(params: URLSearchParams): URLSearchParams {
  const { ds, filters } = parseUrl(commonUrl, params);
  const filtered = new Set(filters.map(({ field }) => field));
  const passed = variableFilters(params).filter(({ field }) => !filtered.has(field));
  const source = params.get(SOURCE) ?? '';
  const rest = new URLSearchParams([...params].filter(([key]) => key !== SOURCE && !(variableIn(key) in FIELDS)));
  return written(rest, commonUrl, {
    ...(passed.length > 0 && { filters: [...passed, ...filters] }),
    ...(!ds && source && { ds: source }),
  });
}

const variableIn = (key: string) => (key.startsWith('var-') ? key.slice('var-'.length) : '');

function variableFilters(params: URLSearchParams): Filter[] {
  return Object.entries(FIELDS).flatMap(([name, field]) => {
    const values = params.getAll(`var-${name}`);
    return values.length > 0 && !values.some((value) => ALL.has(value)) ? [{ field, values, exclude: false }] : [];
  });
}
