import { type DataSourceInstanceSettings, type GrafanaConfig, locationUtil, PluginType } from '@grafana/data';
import {
  type BackendSrv,
  type BackendSrvRequest,
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

/** Rejects with what Grafana rejects with. */
async function fetched({ url, method = 'GET', data, headers }: BackendSrvRequest) {
  const body = data === undefined ? undefined : JSON.stringify(data);
  const response = await fetch(SUB_PATH + url, { method, body, headers });
  const { ok, status, statusText } = response;
  const answer = { ok, status, statusText, data: (await response.json().catch(() => undefined)) as unknown };
  if (!ok) {
    throw answer;
  }
  return answer;
}

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
  const [, login, role = 'Admin'] = /\bhost_user=(\w[\w-]*):(\w+)/.exec(document.cookie) ?? [];
  const isViewer = role === 'Viewer' || new URLSearchParams(window.location.search).has('viewer');
  const rights = isViewer ? [] : RIGHTS;
  Object.assign(config.bootData.user, { isSignedIn: login !== undefined, uid: login ?? '', id: 0 });
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
    fetch: (request: BackendSrvRequest) => from(fetched(request)),
    get: (url: string) => fetch(SUB_PATH + url).then((response) => response.json()),
  } as unknown as BackendSrv);
}
