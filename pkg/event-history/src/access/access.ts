import { readFileSync } from 'node:fs';
import { Failure } from '../loki/failure.ts';
import { Loki, type LokiAccess } from '../loki/loki.ts';
import { dataSourcePath } from './grafana.ts';
import { addressOf, type Settings } from './settings.ts';

const NO_ADDRESS =
  "no address of Loki: set --loki or LOKI_ADDR to Loki's URL, or --grafana to Grafana's; " +
  'the configuration file can hold it (see docs/event-history.md)';

/** The address of Grafana or, without it, of Loki. @throws {Failure} if there is none or it is invalid */
export function addressIn({ grafana, loki }: Settings): string {
  const [address, name] = grafana === undefined ? [loki, 'loki'] : [grafana, 'grafana'];
  if (address === undefined) {
    throw new Failure(NO_ADDRESS);
  }
  return addressOf(address, name);
}

/** Connects to Loki, directly or through Grafana. @throws {Failure} */
export async function openLoki(settings: Settings): Promise<Loki> {
  const { url, credentials } = withoutCredentials(addressIn(settings));
  if (settings.grafana !== undefined) {
    return throughGrafana(settings, url, credentials);
  }
  return new Loki({
    url,
    headers: { ...extraHeaders(settings), ...tenant(settings), ...authorization(settings, credentials) },
    tls: settings,
  });
}

async function throughGrafana(settings: Settings, url: string, credentials: string | undefined): Promise<Loki> {
  const token = secret(settings.grafanaToken, settings.grafanaTokenFile);
  const access: LokiAccess = {
    url,
    headers: {
      ...extraHeaders(settings),
      ...(token ? { authorization: `Bearer ${token}` } : authorization({}, credentials)),
    },
    tls: settings,
  };
  const grafana = new Loki(access);
  try {
    return new Loki({ ...access, url: url + (await dataSourcePath(grafana, settings.datasource)) });
  } finally {
    await grafana.close();
  }
}

/** Takes user and password out of an address, so that no message shows them. */
function withoutCredentials(address: string): { url: string; credentials?: string } {
  const url = new URL(address);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  return {
    url: url.toString().replace(/\/+$/, ''),
    ...(username && { credentials: `${decodeURIComponent(username)}:${decodeURIComponent(password)}` }),
  };
}

function authorization(settings: Settings, fromAddress?: string): Record<string, string> {
  const token = secret(settings.bearerToken, settings.bearerTokenFile);
  if (token) {
    return { authorization: `Bearer ${token}` };
  }
  const credentials =
    settings.username === undefined
      ? fromAddress
      : `${settings.username}:${secret(settings.password, settings.passwordFile) ?? ''}`;
  return credentials === undefined ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}

const tenant = ({ orgId }: Settings): Record<string, string> => (orgId ? { 'x-scope-orgid': orgId } : {});

function extraHeaders({ header: all = [] }: Settings): Record<string, string> {
  return Object.fromEntries(
    all.map((header) => {
      const at = header.indexOf(':');
      if (at < 1) {
        throw new Failure('--header: a header has no colon: write NAME:VALUE');
      }
      return [header.slice(0, at).trim().toLowerCase(), header.slice(at + 1).trim()];
    })
  );
}

function secret(value: string | undefined, file: string | undefined): string | undefined {
  if (value !== undefined || file === undefined) {
    return value;
  }
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new Failure(`cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? 'not a file'}`);
  }
}
