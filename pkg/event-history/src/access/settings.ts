import { Failure } from '../loki/failure.ts';

/** Where the events are and how one gets at them, as flags, environment and configuration file have it. */
export interface Settings {
  loki?: string;
  username?: string;
  password?: string;
  passwordFile?: string;
  bearerToken?: string;
  bearerTokenFile?: string;
  orgId?: string;
  header?: string[];
  caCert?: string;
  cert?: string;
  key?: string;
  tlsServerName?: string;
  tlsSkipVerify?: boolean;
  grafana?: string;
  grafanaToken?: string;
  grafanaTokenFile?: string;
  datasource?: string;
  cluster?: string;
  /** A LogQL stream selector. */
  streams?: string;
}

/** Which environment variable a setting may come from: logcli's, then Grafana's own. */
const ENVIRONMENT: ReadonlyArray<readonly [keyof Settings, ...string[]]> = [
  ['loki', 'LOKI_ADDR', 'LOKI_URL'],
  ['username', 'LOKI_USERNAME'],
  ['password', 'LOKI_PASSWORD'],
  ['passwordFile', 'LOKI_PASSWORD_FILE'],
  ['bearerToken', 'LOKI_BEARER_TOKEN'],
  ['bearerTokenFile', 'LOKI_BEARER_TOKEN_FILE'],
  ['orgId', 'LOKI_ORG_ID'],
  ['caCert', 'LOKI_CA_CERT_PATH'],
  ['cert', 'LOKI_CLIENT_CERT_PATH'],
  ['key', 'LOKI_CLIENT_KEY_PATH'],
  ['grafana', 'GRAFANA_URL'],
  ['grafanaToken', 'GRAFANA_TOKEN'],
];

/** What the environment says. */
export function settingsFromEnvironment(env: NodeJS.ProcessEnv): Settings {
  const settings: Record<string, unknown> = {};
  for (const [name, ...variables] of ENVIRONMENT) {
    const value = variables.map((variable) => env[variable]).find(Boolean);
    if (value) {
      settings[name] = value;
    }
  }
  if (env.LOKI_TLS_SKIP_VERIFY === 'true') {
    settings.tlsSkipVerify = true;
  }
  return settings;
}

/** Settings that stand for the same thing: whoever names one of them means none of the others. */
const GROUPS: ReadonlyArray<ReadonlyArray<keyof Settings>> = [
  ['loki', 'grafana'],
  ['username', 'bearerToken', 'bearerTokenFile'],
  ['password', 'passwordFile'],
  ['grafanaToken', 'grafanaTokenFile'],
];

/** Lays settings over each other, the first being the strongest. */
export function layered(...layers: readonly Settings[]): Settings {
  const result: Record<string, unknown> = {};
  for (const layer of layers) {
    const settled = new Set(GROUPS.filter((group) => group.some((name) => result[name] !== undefined)).flat());
    for (const [name, value] of Object.entries(layer)) {
      if (value !== undefined && result[name] === undefined && !settled.has(name as keyof Settings)) {
        result[name] = value;
      }
    }
  }
  return result;
}

/** An http(s) address without a slash at its end. @throws {Failure} naming where it was given */
export function addressOf(value: string, where: string): string {
  let url: URL | undefined;
  try {
    url = new URL(value);
  } catch {
    // Told of below.
  }
  if (!url || !/^https?:$/.test(url.protocol)) {
    const shown = value.replace(/^(.*?:\/\/)?[^/]*@/, '$1…@');
    throw new Failure(`${where}: "${shown}" is not an http(s) URL, such as http://localhost:3100`);
  }
  return value.replace(/\/+$/, '').replace(/\/loki\/api\/v1(\/.*)?$/, '');
}
