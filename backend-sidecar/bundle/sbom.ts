import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Manifest {
  name: string;
  version: string;
  license?: string;
}

/**
 * What the bundle is made of, as CycloneDX 1.6: each npm package of which at least one file is in it. The same inputs
 * give the same text.
 *
 * @param inputs the bundled files, relative to the working folder
 * @param own the folder of the package that is bundled
 */
export function billOfMaterials(inputs: readonly string[], own: string): string {
  const packages = new Map<string, Manifest>();
  for (const input of inputs) {
    const manifest = manifestOf(path.resolve(input));
    packages.set(`${manifest.name}@${manifest.version}`, manifest);
  }
  const main = readManifest(own);
  packages.delete(`${main.name}@${main.version}`);
  const components = [...packages.values()]
    .sort((a, b) => (purl(a) < purl(b) ? -1 : 1))
    .map((manifest) => ({ type: 'library', ...component(manifest) }));
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', ...component(main), name: 'loki-event-collector' } },
    components,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function component(manifest: Manifest): object {
  const { name, version, license } = manifest;
  return {
    'bom-ref': purl(manifest),
    name,
    version,
    purl: purl(manifest),
    ...(license && { licenses: [{ expression: license }] }),
  };
}

/** https://github.com/package-url/purl-spec: a scope's @ is written %40. */
function purl({ name, version }: Manifest): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/** The package that a file belongs to: the nearest package.json with a name and a version. */
function manifestOf(file: string): Manifest {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'package.json'))) {
      const manifest = readManifest(folder);
      if (manifest.name && manifest.version) {
        return manifest;
      }
    }
    if (folder === path.dirname(folder)) {
      throw new Error(`${file} belongs to no package`);
    }
  }
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
}
