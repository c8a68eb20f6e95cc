import { Failure } from '../loki/failure.ts';

interface Setting {
  /** A flag's argument and description. */
  flag: readonly [argument: string, description: string];
  /** The environment variables that it may come from: those of logcli, or Grafana's own. */
  env?: readonly string[];
  /** The type of its value; `text` if not set. A `file` is relative to the configuration file that names it. */
  type?: 'file' | 'list' | 'boolean';
}

/** How to reach Loki, from flags, environment or configuration file. */
export const SETTINGS = {
  loki: { flag: [' <url>', "Loki's URL"], env: ['LOKI_ADDR', 'LOKI_URL'] },
  username: { flag: [' <name>', 'user for basic authentication'], env: ['LOKI_USERNAME'] },
  password: { flag: [' <password>', 'password; safer in the environment or a file'], env: ['LOKI_PASSWORD'] },
  passwordFile: { flag: [' <file>', 'file with the password'], env: ['LOKI_PASSWORD_FILE'], type: 'file' },
  bearerToken: { flag: [' <token>', 'bearer token; safer in the environment or a file'], env: ['LOKI_BEARER_TOKEN'] },
  bearerTokenFile: { flag: [' <file>', 'file with a bearer token'], env: ['LOKI_BEARER_TOKEN_FILE'], type: 'file' },
  orgId: { flag: [' <tenant>', "Loki's tenant"], env: ['LOKI_ORG_ID'] },
  header: { flag: [' <name:value>', 'header for each request; can be repeated'], type: 'list' },
  caCert: { flag: [' <file>', 'file with the CA certificate'], env: ['LOKI_CA_CERT_PATH'], type: 'file' },
  cert: { flag: [' <file>', 'file with the client certificate'], env: ['LOKI_CLIENT_CERT_PATH'], type: 'file' },
  key: {
    flag: [' <file>', 'file with the key of the client certificate'],
    env: ['LOKI_CLIENT_KEY_PATH'],
    type: 'file',
  },
  tlsServerName: { flag: [' <name>', 'server name in the certificate'] },
  tlsSkipVerify: {
    flag: ['', 'do not verify the server certificate'],
    env: ['LOKI_TLS_SKIP_VERIFY'],
    type: 'boolean',
  },
  grafana: { flag: [' <url>', "Grafana's URL, to query Loki through Grafana"], env: ['GRAFANA_URL'] },
  grafanaToken: { flag: [' <token>', 'service account token; safer in the environment'], env: ['GRAFANA_TOKEN'] },
  grafanaTokenFile: { flag: [' <file>', 'file with a service account token'], type: 'file' },
  datasource: { flag: [' <uid>', 'UID or name of the Loki data source in Grafana'] },
  cluster: { flag: [' <name>', 'only events of this cluster'] },
  streams: { flag: [' <selector>', 'LogQL stream selector of the events'] },
} as const satisfies Record<string, Setting>;

type ValueOf<S> = S extends { type: 'boolean' } ? boolean : S extends { type: 'list' } ? string[] : string;

export type Settings = { -readonly [Name in keyof typeof SETTINGS]?: ValueOf<(typeof SETTINGS)[Name]> };

/** The settings with their names. */
export const SETTING_LIST = Object.entries<Setting>(SETTINGS);

export function settingsFromEnvironment(env: NodeJS.ProcessEnv): Settings {
  return Object.fromEntries(
    SETTING_LIST.flatMap(([name, { env: variables = [], type }]) => {
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
