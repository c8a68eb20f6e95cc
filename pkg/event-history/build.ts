/** Bundles the command into one file, dist/main.js, that needs only Node. */
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const here = import.meta.dirname;

const BANNER = `#!/usr/bin/env node
import { createRequire as createRequireForBundle } from 'node:module';
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write('kubectl event-history needs Node.js 22.19 or later, found ' + process.versions.node + '\\n');
  process.exit(1);
}
const require = createRequireForBundle(import.meta.url);`;

const outfile = path.join(here, 'dist/main.js');
const { metafile } = await build({
  entryPoints: [path.join(here, 'src/main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'linked',
  banner: { js: BANNER },
  metafile: true,
  logLevel: 'warning',
});
chmodSync(outfile, 0o755);
const [output] = Object.values(metafile.outputs).filter(({ entryPoint }) => entryPoint);
console.log(`pkg/event-history/dist/main.js: ${Math.round((output?.bytes ?? 0) / 1024)} KiB`);
