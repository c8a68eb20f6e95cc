import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { Failure } from '../loki/failure.ts';
import { SETTING_LIST, type Settings } from './settings.ts';
import { readYaml } from './yaml-file.ts';

/** The configuration file that is read if none is named. */
export function defaultConfigFile(env: NodeJS.ProcessEnv): string {
  const folder = env.XDG_CONFIG_HOME || path.join(homedir(), '.config');
  return path.join(folder, 'kubectl-event-history', 'config.yaml');
}

/**
 * The settings of the configuration file: those of the kubeconfig context first, then those for every context.
 *
 * @param flag the file that `--config` names. It must exist, as must one that `KUBECTL_EVENT_HISTORY_CONFIG` names.
 * @throws {Failure} that names the file and what is wrong in it
 */
export function settingsFromFile(flag: string | undefined, context: string, env: NodeJS.ProcessEnv): Settings[] {
  const named = flag ?? env.KUBECTL_EVENT_HISTORY_CONFIG;
  const file = named ?? defaultConfigFile(env);
  if (!existsSync(file)) {
    if (named) {
      throw new Failure(`--config: no such file: ${file}`);
    }
    return [];
  }
  const { contexts = {}, ...general } = mapping(readYaml(file) ?? {}, file);
  const own = mapping(contexts, `${file}: contexts`)[context];
  return [...(own === undefined ? [] : [settingsOf(own, file, `contexts.${context}.`)]), settingsOf(general, file, '')];
}

function mapping(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Failure(`${where} must hold settings, such as "loki: http://localhost:3100"`);
  }
  return value as Record<string, unknown>;
}

function settingsOf(value: unknown, file: string, prefix: string): Settings {
  return Object.fromEntries(
    Object.entries(mapping(value, `${file}: ${prefix.slice(0, -1)}`)).map(([name, setting]) => {
      const fault = faultOf(name, setting);
      if (fault) {
        throw new Failure(`${file}: ${prefix}${name} ${fault}`);
      }
      return [name, SETTING_BY_NAME.get(name)?.type === 'file' ? fileOf(String(setting), file) : setting];
    })
  );
}

const SETTING_BY_NAME = new Map(SETTING_LIST);

function faultOf(name: string, value: unknown): string | undefined {
  const setting = SETTING_BY_NAME.get(name);
  if (!setting) {
    return `is not a setting: use one of ${[...SETTING_BY_NAME.keys()].join(', ')}, or contexts`;
  }
  switch (setting.type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'list':
      return Array.isArray(value) ? undefined : 'must be a list of NAME:VALUE';
    default:
      return typeof value === 'string' && value !== '' ? undefined : 'must be a string';
  }
}

function fileOf(value: string, configFile: string): string {
  return value.startsWith('~/') ? path.join(homedir(), value.slice(2)) : path.resolve(path.dirname(configFile), value);
}
