import { Failure } from '../loki/failure.ts';

/** How to reach Loki, from flags, environment or configuration file. */
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

interface Setting {
  /** The environment variables that it may come from: those of logcli, or Grafana's own. */
  env?: readonly string[];
  /** The type of its value; text if not set. `file` is a path, relative to the configuration file that has it. */
  type?: 'file' | 'list' | 'boolean';
}

export const SETTINGS: Record<keyof Settings, Setting> = {
  loki: { env: ['LOKI_ADDR', 'LOKI_URL'] },
  username: { env: ['LOKI_USERNAME'] },
  password: { env: ['LOKI_PASSWORD'] },
  passwordFile: { env: ['LOKI_PASSWORD_FILE'], type: 'file' },
  bearerToken: { env: ['LOKI_BEARER_TOKEN'] },
  bearerTokenFile: { env: ['LOKI_BEARER_TOKEN_FILE'], type: 'file' },
  orgId: { env: ['LOKI_ORG_ID'] },
  header: { type: 'list' },
  caCert: { env: ['LOKI_CA_CERT_PATH'], type: 'file' },
  cert: { env: ['LOKI_CLIENT_CERT_PATH'], type: 'file' },
  key: { env: ['LOKI_CLIENT_KEY_PATH'], type: 'file' },
  tlsServerName: {},
  tlsSkipVerify: { env: ['LOKI_TLS_SKIP_VERIFY'], type: 'boolean' },
  grafana: { env: ['GRAFANA_URL'] },
  grafanaToken: { env: ['GRAFANA_TOKEN'] },
  grafanaTokenFile: { type: 'file' },
  datasource: {},
  cluster: {},
  streams: {},
};

export function settingsFromEnvironment(env: NodeJS.ProcessEnv): Settings {
  return Object.fromEntries(
    Object.entries(SETTINGS).flatMap(([name, { env: variables = [], type }]) => {
      const value = variables.map((variable) => env[variable]).find(Boolean);
      if (!value || (type === 'boolean' && value !== 'true')) {
        return [];
      }
      return [[name, type === 'boolean' ? true : value]];
    })
  );
}

/** Settings that exclude each other: a layer that has one of them overrides all of them in weaker layers. */
const GROUPS: ReadonlyArray<ReadonlyArray<keyof Settings>> = [
  ['loki', 'grafana'],
  ['username', 'bearerToken', 'bearerTokenFile'],
  ['password', 'passwordFile'],
  ['grafanaToken', 'grafanaTokenFile'],
];

/** Merges settings, the strongest layer first. */
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

/** An http(s) address without a trailing slash. @throws {Failure} that names the setting and shows no credentials */
export function addressOf(value: string, setting: string): string {
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol)) {
    const shown = value.replace(/^(.*?:\/\/)?[^/]*@/, '$1…@');
    throw new Failure(`${setting}: "${shown}" is not an http(s) URL, such as http://localhost:3100`);
  }
  return value.replace(/\/+$/, '').replace(/\/loki\/api\/v1(\/.*)?$/, '');
}
