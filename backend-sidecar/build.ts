/** Bundles the collector to one file, dist/main.js, that needs nothing but Node. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'esbuild';
import { billOfMaterials } from './bundle/sbom.ts';

const here = import.meta.dirname;

/** What runs before anything else: a Node that is too old would fail with something less clear. */
const BANNER = `#!/usr/bin/env node
import { createRequire as createRequireForBundle } from 'node:module';
if (Number(process.versions.node.split('.')[0]) < 20) {
  process.stderr.write('loki-event-collector needs Node >= 22.19, this is ' + process.versions.node + '\\n');
  process.exit(2);
}
const require = createRequireForBundle(import.meta.url);`;

/** Of a large package only a part is used. */
const lean: Plugin = {
  name: 'lean',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^undici$/ }, () => ({ path: path.join(here, 'bundle/undici.js') }));
    // The Kubernetes client's models are thousands of classes; without this mark they count as used.
    onResolve(
      { filter: /^@kubernetes\/client-node$|^\.\.?\// },
      async ({ path: name, importer, resolveDir, kind, pluginData }) => {
        if (pluginData === lean || !(name.startsWith('@') || importer.includes('@kubernetes/client-node/dist'))) {
          return undefined;
        }
        const found = await resolve(name, { importer, resolveDir, kind, pluginData: lean });
        return { ...found, sideEffects: false };
      }
    );
  },
};

/**
 * `import`ing node:http reads all that it exports, a WebSocket among it, and Node then loads its whole fetch: 7 MiB at
 * the start, 2 of them for good. To require it does not.
 */
const withoutFetch: Plugin = {
  name: 'without fetch',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?http$/ }, ({ kind }) =>
      kind === 'import-statement' ? { path: 'http', namespace: 'required' } : undefined
    );
    onLoad({ filter: /./, namespace: 'required' }, () => ({ contents: "module.exports = require('http');" }));
  },
};

const { metafile } = await build({
  entryPoints: [path.join(here, 'src/main.ts')],
  outfile: path.join(here, 'dist/main.js'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minifySyntax: true,
  // Comments and all: V8 keeps the source, and twice as many bytes of one that is not all ASCII.
  minifyWhitespace: true,
  charset: 'ascii',
  legalComments: 'linked',
  banner: { js: BANNER },
  plugins: [lean, withoutFetch],
  metafile: true,
  logLevel: 'warning',
});
writeFileSync(path.join(here, 'dist/sbom.cdx.json'), billOfMaterials(Object.keys(metafile.inputs), here));
const [output] = Object.values(metafile.outputs).filter(({ entryPoint }) => entryPoint);
console.log(`backend-sidecar/dist/main.js: ${Math.round((output?.bytes ?? 0) / 1024)} KiB`);
