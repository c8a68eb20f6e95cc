import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PRESETS, withStaticLabels } from '@kubernetes-events/event';
import { parse } from 'yaml';
import type * as z from 'zod';
import { fromEnvironment, merge } from './environment.ts';
import { legacyLabels, normalizeKeys } from './legacy.ts';
import { ConfigError, problemsOf } from './problems.ts';
import { CONFIG, type Config } from './schema.ts';

/** What the command line says about the configuration. */
export interface ConfigFlags {
  file?: string | undefined;
  leaderElect?: boolean | undefined;
}

/**
 * The configuration: what the file says, over it the environment, over that the flags.
 *
 * @throws ConfigError
 */
export function loadConfig(flags: ConfigFlags, environment: NodeJS.ProcessEnv): Config {
  const file = flags.file ?? searchPath(environment).find((candidate) => existsSync(candidate));
  const fromFile = file === undefined ? {} : normalizeKeys(readDocument(file), CONFIG);
  const fromFlags = flags.leaderElect === undefined ? {} : { leaderElection: { enabled: flags.leaderElect } };
  const document = merge(merge(fromFile, fromEnvironment(CONFIG, environment)), fromFlags);
  const result = CONFIG.safeParse(document, { reportInput: true });
  if (!result.success) {
    const problems = problemsOf(result.error.issues, document, CONFIG);
    const searched = searchPath(environment).join(', ');
    throw new ConfigError(
      file ? problems : [...problems, `no file was given with -c, nor is there one of ${searched}`]
    );
  }
  return withPreset(result.data);
}

/** The configuration with the preset's settings where the file and the environment have none. */
function withPreset(config: z.infer<typeof CONFIG>): Config {
  const { cluster, receivers, labelPreset } = config;
  const preset = PRESETS[labelPreset];
  const own = { ...legacyLabels(receivers.loki?.labels), ...config.staticLabels, ...(cluster && { cluster }) };
  return {
    ...config,
    labels: config.labels ?? preset.labels,
    format: config.format ?? preset.format,
    staticLabels: withStaticLabels(preset, own),
  };
}

/** The places of the file; the first one that exists is read. */
function searchPath({ HOME }: NodeJS.ProcessEnv): string[] {
  const inHome = HOME ? [path.join(HOME, '.config/loki-event-collector/config.json')] : [];
  return ['config.json', '/etc/loki-event-collector/config.json', ...inHome];
}

function readDocument(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new ConfigError([`${file} cannot be read: ${(error as Error).message} (name the file with -c FILE)`]);
  }
  let document: unknown;
  try {
    // JSON is YAML.
    document = parse(text) ?? {};
  } catch (error) {
    const [reason] = (error as Error).message.split('\n');
    throw new ConfigError([`${file} is neither JSON nor YAML: ${reason}`]);
  }
  if (typeof document !== 'object' || Array.isArray(document)) {
    throw new ConfigError([`${file} holds no settings (it begins like {"receivers": {"loki": {"url": …}}})`]);
  }
  return document;
}
