import { type DataSourceInstanceSettings, type GrafanaConfig, locationUtil, PluginType } from '@grafana/data';
import {
  type BackendSrv,
  config,
  type DataSourceSrv,
  setBackendSrv,
  setCurrentUser,
  setDataSourceSrv,
  setPluginComponentHook,
  setTemplateSrv,
  type TemplateSrv,
} from '@grafana/runtime';
import { from } from 'rxjs';
import { HostLoki } from './loki';
import { SUB_PATH } from './subPath';

const LOGO = `${SUB_PATH}/public/img/icons/unicons/database.svg`;
/** Grafana has it in each list of data sources. */
const BUILT_IN = { uid: 'grafana', name: '-- Grafana --', type: 'grafana' };

const SETTINGS = {
  uid: 'loki',
  name: 'Loki',
  type: 'loki',
  url: '/api/datasources/proxy/uid/loki',
  isDefault: true,
  access: 'proxy',
  readOnly: false,
  jsonData: {},
  meta: {
    id: 'loki',
    name: 'Loki',
    type: PluginType.datasource,
    info: { logos: { small: LOGO, large: LOGO } },
  },
} as unknown as DataSourceInstanceSettings;

/** The permissions of an administrator; `?viewer` is of a person who has none. */
const RIGHTS = [
  'datasources:explore',
  'datasources:create',
  'dashboards:create',
  'dashboards:write',
  'alert.rules:create',
  'plugins:write',
];

/** Puts in place what a plugin asks Grafana's runtime for. */
export function provideGrafana(): void {
  const loki = new HostLoki(SETTINGS);
  config.datasources = { Loki: SETTINGS };
  config.defaultDatasource = 'Loki';
  config.appSubUrl = SUB_PATH;
  locationUtil.initialize({
    config: config as unknown as GrafanaConfig,
    getTimeRangeForUrl: () => ({ from: 'now-1h', to: 'now' }),
    getVariablesUrlParams: () => ({}),
  });
  const rights = new URLSearchParams(window.location.search).has('viewer') ? [] : RIGHTS;
  setCurrentUser({ permissions: Object.fromEntries(rights.map((right) => [right, true])) } as unknown as Parameters<
    typeof setCurrentUser
  >[0]);
  setPluginComponentHook(() => ({ component: null, isLoading: false }));
  setTemplateSrv({ getVariables: () => [], replace: (text = '') => text } as unknown as TemplateSrv);
  setDataSourceSrv({
    get: async () => loki,
    getList: ({ type, filter = () => true }: { type?: string; filter?(one: object): boolean } = {}) =>
      [...(type && type !== 'loki' ? [] : [SETTINGS]), BUILT_IN].filter(filter),
    getInstanceSettings: () => SETTINGS,
    reload: () => undefined,
    registerRuntimeDataSource: () => undefined,
  } as unknown as DataSourceSrv);
  setBackendSrv({
    fetch: ({ url, method = 'GET', data }: { url: string; method?: string; data?: unknown }) =>
      from(
        fetch(SUB_PATH + url, { method, body: data === undefined ? undefined : JSON.stringify(data) }).then(
          async (response) => ({
            ok: response.ok,
            status: response.status,
            data: await response.json(),
          })
        )
      ),
    get: (url: string) => fetch(SUB_PATH + url).then((response) => response.json()),
  } as unknown as BackendSrv);
}
