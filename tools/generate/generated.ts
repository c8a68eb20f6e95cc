import { readFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { configurePage } from './configure-page.ts';
import { singleManifest } from './single-manifest.ts';
import { valuesSchema } from './values-schema.ts';
import { versioned } from './version.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Every generated file's absolute path and text, formatted as the repository's style wants it. */
export async function generated(): Promise<Map<string, string>> {
  const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
  const texts = new Map<string, string>();
  for (const [file, text] of versioned(read)) {
    texts.set(file, text);
  }
  const withVersion = (file: string): string => texts.get(file) ?? read(file);
  texts.set('deploy/loki-event-collector.yaml', singleManifest(withVersion));
  texts.set('deploy/chart/values.schema.json', JSON.stringify(valuesSchema()));
  texts.set('docs/configure.md', configurePage(read('docs/configure.md')));
  const formatted = [...texts].map(async ([file, text]) => {
    const filepath = path.join(ROOT, file);
    const options = await resolveConfig(filepath);
    return [filepath, await format(text, { ...options, filepath })] as const;
  });
  return new Map(await Promise.all(formatted));
}
