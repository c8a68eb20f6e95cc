import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const GRAFANA = '12.3.0';
/** What the host hands to plugins, as Grafana 12.3.0 has it (its package.json). */
const PACKAGE = {
  private: true,
  dependencies: {
    ...Object.fromEntries(['data', 'i18n', 'runtime', 'schema', 'ui'].map((name) => [`@grafana/${name}`, GRAFANA])),
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
};

/** Grafana 12.3's packages with React 18, fetched once; the folder that has them in `node_modules`. */
export async function grafana12(): Promise<string> {
  const folder = path.join(homedir(), '.cache/kubernetes-events/grafana', GRAFANA);
  if (!existsSync(folder)) {
    const fresh = `${folder}.${process.pid}`;
    mkdirSync(fresh, { recursive: true });
    writeFileSync(path.join(fresh, 'package.json'), JSON.stringify(PACKAGE, null, 2));
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
