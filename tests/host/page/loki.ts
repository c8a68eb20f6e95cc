import {
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  LoadingState,
} from '@grafana/data';
import { type Observable, of, switchMap } from 'rxjs';
import { fromFetch } from 'rxjs/fetch';
import { addressOf, HEADERS, type LokiQuery, responseOf } from './lokiApi';
import { SUB_PATH } from './subPath';

/** As Grafana's settings of a data source have it: without the sub-path. */
const URL_PREFIX = '/api/datasources/proxy/uid/loki';
const PROXY = `${SUB_PATH}${URL_PREFIX}`;

/** Grafana's Loki data source, as far as a plugin sees of it: its answers over Loki's HTTP API, in Grafana's frames. */
export class HostLoki {
  readonly uid = 'loki';
  readonly name = 'Loki';
  readonly type = 'loki';
  readonly url = URL_PREFIX;
  readonly instanceSettings: DataSourceInstanceSettings;

  constructor(settings: DataSourceInstanceSettings) {
    this.instanceSettings = settings;
  }

  query(request: DataQueryRequest<LokiQuery>): Observable<DataQueryResponse> {
    const [query] = request.targets;
    const address = query && addressOf(query, request);
    if (!address) {
      return of({ data: [], state: LoadingState.Done });
    }
    return fromFetch(`${PROXY}${address}`, { headers: HEADERS }).pipe(
      switchMap((response) => responseOf(query, response))
    );
  }

  /** Loki's own endpoints, as the data source's backend passes them on. */
  async getResource<T>(path: string, params: Record<string, string>): Promise<T> {
    const response = await fetch(`${PROXY}/loki/api/v1/${path}?${new URLSearchParams(params)}`);
    if (!response.ok) {
      throw new Error(await response.text());
    }
    return (await response.json()) as T;
  }

  getRef() {
    return { type: this.type, uid: this.uid };
  }
}
