import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** Lines of Grafana with React 18 and a release of each. Of 12.0 and 12.1, npm's `@grafana/ui` lacks parts of itself. */
const RELEASES = { '11.6': '11.6.14', '12.2': '12.2.1', '12.3': '12.3.0' } as const;
export type GrafanaLine = keyof typeof RELEASES;

export const OLDEST: GrafanaLine = '11.6';

export const isLine = (name: string | undefined): name is GrafanaLine => Object.hasOwn(RELEASES, name ?? '');

/** What the host hands to plugins, as Grafana has it (its package.json). */
const packageOf = (release: string) => ({
  private: true,
  dependencies: {
    ...Object.fromEntries(['data', 'runtime', 'schema', 'ui'].map((name) => [`@grafana/${name}`, release])),
    '@emotion/css': '11.13.5',
    '@emotion/react': '11.14.0',
    react: '18.3.1',
    'react-dom': '18.3.1',
    'react-router': '6.28.0',
    'react-router-dom': '6.28.0',
    rxjs: '7.8.2',
  },
  // Grafana's own build of it is in a git repository, which npm may not reach. The plugin draws no such grid.
  overrides: { 'react-data-grid': '7.0.0-beta.59' },
});

/** The packages of a line's release with React 18, fetched once; the folder that has them in `node_modules`. */
export async function packagesOf(line: GrafanaLine): Promise<string> {
  const release = RELEASES[line];
  const folder = path.join(homedir(), '.cache/kubernetes-events/grafana', release);
  if (!existsSync(folder)) {
    const fresh = `${folder}.${process.pid}`;
    mkdirSync(fresh, { recursive: true });
    writeFileSync(path.join(fresh, 'package.json'), JSON.stringify(packageOf(release), null, 2));
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund'];
    await promisify(execFile)('npm', args, { cwd: fresh, maxBuffer: 16e6 });
    try {
      renameSync(fresh, folder);
    } catch (error) {
      // Another run was faster.
      rmSync(fresh, { recursive: true, force: true });
      if (!existsSync(folder)) {
        throw error;
      }
    }
  }
  return folder;
}
