import { type DataFrame, type DataSourceApi } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { type DataQuery } from '@grafana/schema';

/** What of Grafana's Loki query this app uses. */
export interface LokiQuery extends DataQuery {
  expr: string;
  queryType: 'range' | 'instant';
  maxLines?: number;
  direction?: 'backward' | 'forward';
  step?: string;
}

export type LokiSource = DataSourceApi<LokiQuery>;

export type Frames = DataFrame[];

/** Grafana adds its own data source to every list of them, whatever type is asked for. */
export const isLoki = ({ type }: { type: string }): boolean => type === 'loki';

/** The Loki data sources that this person may read, Grafana's default first. */
export function lokiSources() {
  const sources = getDataSourceSrv().getList({ type: 'loki' }).filter(isLoki);
  const own = sources.filter(({ uid }, at) => sources.findIndex((other) => other.uid === uid) === at);
  return own.sort((a, b) => Number(b.isDefault ?? false) - Number(a.isDefault ?? false));
}

export function lokiSource(uid: string): Promise<LokiSource> {
  return getDataSourceSrv().get({ uid }) as unknown as Promise<LokiSource>;
}

/** Loki's own endpoints, through the data source: Grafana's API, with this person's rights. */
interface WithResources {
  getResource<T>(path: string, params: Record<string, string>): Promise<T>;
}

export const hasResources = (source: object): source is WithResources => 'getResource' in source;
