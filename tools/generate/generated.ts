import { readFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { grafanaFiles } from '../grafana/files.ts';
import { configurePage } from './configure-page.ts';
import { configSchema, type JsonSchema } from './settings.ts';
import { singleManifest } from './single-manifest.ts';
import { versioned } from './version.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const VALUES = 'deploy/chart/values.schema.json';

/** Every generated file's absolute path and text, formatted as the repository's style wants it. */
export async function generated(): Promise<Map<string, string>> {
  const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
  const texts = new Map<string, string>([...versioned(read), ...grafanaFiles()]);
  const withVersion = (file: string): string => texts.get(file) ?? read(file);
  texts.set('deploy/loki-event-collector.yaml', singleManifest(withVersion));
  texts.set(VALUES, withConfig(read(VALUES)));
  texts.set('docs/configure.md', configurePage(read('docs/configure.md')));
  const formatted = [...texts].map(async ([file, text]) => {
    const filepath = path.join(ROOT, file);
    const options = await resolveConfig(filepath);
    return [filepath, await format(text, { ...options, filepath })] as const;
  });
  return new Map(await Promise.all(formatted));
}

/** The schema of the chart's values with the collector's settings as they are now: Helm refuses what is none of them. */
function withConfig(text: string): string {
  const schema = JSON.parse(text) as JsonSchema;
  return JSON.stringify({ ...schema, properties: { ...schema.properties, config: configSchema() } });
}
