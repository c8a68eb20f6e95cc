import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { type GrafanaLine, packagesOf } from './releases.ts';

const PAGE = new URL('./page', import.meta.url).pathname;
const ROOT = new URL('../..', import.meta.url).pathname;

/** Whose packages the host hands to the plugin: those that it is built with, or an older Grafana's, with React 18. */
export type HostPackages = 'own' | GrafanaLine;

/** Bundles the host's page, unless one of the same sources and packages is there already; the folder that holds it. */
export async function bundlePage(packages: HostPackages = 'own'): Promise<string> {
  const out = path.join(homedir(), '.cache/kubernetes-events/host', `${fingerprint()}-${packages}`);
  if (!existsSync(path.join(out, 'host.js'))) {
    mkdirSync(out, { recursive: true });
    await build({
      entryPoints: { host: path.join(PAGE, 'host.tsx') },
      outdir: out,
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2022',
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
      loader: { '.ttf': 'dataurl', '.svg': 'dataurl', '.woff2': 'dataurl' },
      absWorkingDir: ROOT,
      logLevel: 'error',
      plugins: packages === 'own' ? [] : [packagesFrom(await packagesOf(packages))],
    });
  }
  return out;
}

/** The page's imports of packages come from this folder; what those import, from where they are. */
function packagesFrom(folder: string): Plugin {
  return {
    name: 'packages',
    setup: ({ onResolve, resolve }) => {
      // As CommonJS: what the `.mjs` files of Grafana 11.6 import by default from such modules is the whole module.
      const kind = 'require-call';
      onResolve({ filter: /^[@a-z]/ }, ({ path: name, importer, pluginData }) =>
        importer.startsWith(PAGE) && !pluginData
          ? resolve(name, { resolveDir: folder, kind, pluginData: 'resolved' })
          : undefined
      );
    },
  };
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(PAGE).sort()) {
    hash.update(name).update(readFileSync(path.join(PAGE, name)));
  }
  hash.update(readFileSync(new URL(import.meta.url)));
  hash.update(readFileSync(new URL('./releases.ts', import.meta.url)));
  hash.update(readFileSync(path.join(ROOT, 'package-lock.json')));
  return hash.digest('hex').slice(0, 16);
}
