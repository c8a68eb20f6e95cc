import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

const PAGE = new URL('./page', import.meta.url).pathname;
const ROOT = new URL('../..', import.meta.url).pathname;

/** Bundles the host's page, unless one of the same sources and packages is there already; the folder that holds it. */
export async function bundlePage(): Promise<string> {
  const out = path.join(homedir(), '.cache/kubernetes-events/host', fingerprint());
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
    });
  }
  return out;
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(PAGE).sort()) {
    hash.update(name).update(readFileSync(path.join(PAGE, name)));
  }
  hash.update(readFileSync(new URL(import.meta.url)));
  hash.update(readFileSync(path.join(ROOT, 'package-lock.json')));
  return hash.digest('hex').slice(0, 16);
}
