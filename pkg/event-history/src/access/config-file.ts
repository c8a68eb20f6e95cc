import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { Failure } from '../loki/failure.ts';
import { type Settings } from './settings.ts';

const TEXTS = [
  'loki',
  'username',
  'password',
  'passwordFile',
  'bearerToken',
  'bearerTokenFile',
  'orgId',
  'caCert',
  'cert',
  'key',
  'tlsServerName',
  'grafana',
  'grafanaToken',
  'grafanaTokenFile',
  'datasource',
  'cluster',
  'streams',
] as const satisfies ReadonlyArray<keyof Settings>;
const FILES: readonly string[] = ['passwordFile', 'bearerTokenFile', 'caCert', 'cert', 'key', 'grafanaTokenFile'];
const KNOWN: readonly string[] = [...TEXTS, 'header', 'tlsSkipVerify'];

/** Where the configuration file is where no flag names one. */
export function defaultConfigFile(env: NodeJS.ProcessEnv): string {
  const folder = env.XDG_CONFIG_HOME || path.join(homedir(), '.config');
  return path.join(folder, 'kubectl-event-history', 'config.yaml');
}

/**
 * The settings of the configuration file: those of the kubeconfig's context first, then those for every context. Paths
 * are relative to the file.
 *
 * @param named the file that a flag or `KUBECTL_EVENT_HISTORY_CONFIG` names; it must exist
 * @throws {Failure} naming the file and what is wrong in it
 */
export async function settingsFromFile(
  named: string | undefined,
  context: string,
  env: NodeJS.ProcessEnv
): Promise<Settings[]> {
  const file = named ?? env.KUBECTL_EVENT_HISTORY_CONFIG ?? defaultConfigFile(env);
  if (!existsSync(file)) {
    if (named !== undefined || env.KUBECTL_EVENT_HISTORY_CONFIG) {
      throw new Failure(`--config: there is no file ${file}`);
    }
    return [];
  }
  const { contexts = {}, ...general } = mapping(await parsed(file), file);
  const own = mapping(contexts, `${file}: contexts`)[context];
  return [...(own === undefined ? [] : [settingsOf(own, file, `contexts.${context}.`)]), settingsOf(general, file, '')];
}

async function parsed(file: string): Promise<unknown> {
  const { parse } = await import('yaml');
  try {
    return parse(readFileSync(file, 'utf8')) ?? {};
  } catch (error) {
    throw new Failure(`${file}: ${(error as Error).message.split('\n')[0]}`);
  }
}

function mapping(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Failure(`${where} must hold settings, such as "loki: http://localhost:3100"`);
  }
  return value as Record<string, unknown>;
}

function settingsOf(value: unknown, file: string, prefix: string): Settings {
  const given = mapping(value, `${file}: ${prefix.slice(0, -1)}`);
  return Object.fromEntries(
    Object.entries(given).map(([name, setting]) => {
      const fault = faultOf(name, setting);
      if (fault) {
        throw new Failure(`${file}: ${prefix}${name} ${fault}`);
      }
      return [name, FILES.includes(name) ? fileOf(String(setting), file) : setting];
    })
  );
}

function faultOf(name: string, setting: unknown): string | undefined {
  if (!KNOWN.includes(name)) {
    return `is no setting: there are ${KNOWN.join(', ')}, and contexts`;
  }
  if (name === 'tlsSkipVerify') {
    return typeof setting === 'boolean' ? undefined : 'must be true or false';
  }
  if (name === 'header') {
    return Array.isArray(setting) ? undefined : 'must be a list of NAME:VALUE';
  }
  return typeof setting === 'string' && setting !== '' ? undefined : 'must be a text';
}

function fileOf(value: string, configFile: string): string {
  return value.startsWith('~/') ? path.join(homedir(), value.slice(2)) : path.resolve(path.dirname(configFile), value);
}
