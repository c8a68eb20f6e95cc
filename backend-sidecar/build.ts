/** Bundles the collector to one file, dist/main.js, that needs nothing but Node. */
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { cyclonedxEsbuildPlugin } from '@cyclonedx/cyclonedx-esbuild';
import { build, type Plugin } from 'esbuild';
import { banner } from './bundle/node.ts';

const here = import.meta.dirname;

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

const outfile = path.join(here, 'dist/main.js');
const { metafile } = await build({
  entryPoints: [path.join(here, 'src/main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  // Older than the oldest Node it runs on, so that an older one can read the file as far as the check of its version.
  target: 'node18',
  minifySyntax: true,
  // Comments and all: V8 keeps the source, and twice as many bytes of one that is not all ASCII.
  minifyWhitespace: true,
  charset: 'ascii',
  legalComments: 'linked',
  banner: { js: banner() },
  plugins: [
    lean,
    withoutFetch,
    cyclonedxEsbuildPlugin({ outputFile: path.join(here, 'dist/sbom.cdx.json'), outputReproducible: true }),
  ],
  metafile: true,
  logLevel: 'warning',
});
chmodSync(outfile, 0o755);
const [output] = Object.values(metafile.outputs).filter(({ entryPoint }) => entryPoint);
console.log(`backend-sidecar/dist/main.js: ${Math.round((output?.bytes ?? 0) / 1024)} KiB`);
