import { createRequire } from 'node:module';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { type App } from './asked.ts';

const ROOT = path.join(import.meta.dirname, '../..');
/** Below node_modules, so that it finds packages. */
const BUNDLE = path.join(ROOT, 'node_modules/.cache/bench/questions.cjs');

/** Grafana's browser-only package: what is measured imports it, and calls nothing of it. */
const NO_RUNTIME: Plugin = {
  name: 'no runtime',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^@grafana\/runtime$/ }, ({ path: name }) => ({ path: name, namespace: 'empty' }));
    onLoad({ filter: /./, namespace: 'empty' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** The app's functions that ask Loki, as Node runs them. */
export async function loadApp(): Promise<App> {
  await build({
    entryPoints: [path.join(ROOT, 'bench/app/questions.ts')],
    outfile: BUNDLE,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['@grafana/*', 'rxjs'],
    // Before .tsx: some files differ by the case of their names alone.
    resolveExtensions: ['.ts', '.tsx', '.js'],
    plugins: [NO_RUNTIME],
    absWorkingDir: ROOT,
    logLevel: 'error',
  });
  return createRequire(import.meta.url)(BUNDLE) as App;
}
