import { format } from 'prettier';
import { DASHBOARDS } from './dashboards/index.ts';

const OPTIONS = { printWidth: 120, singleQuote: true } as const;

/** Every file that is made here, by its path from the repository's root, formatted as the rest is. */
export async function generated(): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const [name, dashboard] of Object.entries(DASHBOARDS)) {
    files[`src/dashboards/${name}.json`] = await format(JSON.stringify(dashboard), { ...OPTIONS, parser: 'json' });
  }
  return files;
}
