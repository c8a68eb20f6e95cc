import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zipSync, type Zippable } from 'fflate';

/**
 * Packs a built plugin as `ID-VERSION.zip`, with one folder named after the plugin, and beside it a file with its sum by
 * MD5, SHA-1 and SHA-256 each.
 *
 * @param dist where the plugin was built; one that is signed stays as it is
 * @param folder where the files go
 * @param time what all files in it are dated, and when the plugin says it was updated
 * @returns the files written, the zip first
 * @throws where there is no built plugin
 */
export function packPlugin(dist: string, folder: string, time: Date): string[] {
  const manifest = path.join(dist, 'plugin.json');
  if (!existsSync(manifest)) {
    throw new Error(`${manifest} is missing: run \`make build\` first`);
  }
  const plugin = JSON.parse(readFileSync(manifest, 'utf8')) as {
    id: string;
    info: { version: string; updated: string };
  };
  const files: Zippable = {};
  for (const name of globSync('**/*', { cwd: dist }).sort()) {
    if (statSync(path.join(dist, name)).isFile()) {
      files[`${plugin.id}/${name.replaceAll(path.sep, '/')}`] = readFileSync(path.join(dist, name));
    }
  }
  if (!existsSync(path.join(dist, 'MANIFEST.txt'))) {
    plugin.info.updated = time.toISOString().slice(0, 10);
    files[`${plugin.id}/plugin.json`] = Buffer.from(`${JSON.stringify(plugin, null, 2)}\n`);
  }
  // A zip's times are local ones, without a zone: the same everywhere, they are written as if here were UTC.
  const mtime = new Date(time.getTime() + time.getTimezoneOffset() * 60_000);
  const zip = zipSync(files, { mtime, level: 9 });
  const target = path.join(folder, `${plugin.id}-${plugin.info.version}.zip`);
  writeFileSync(target, zip);
  const sums = ['md5', 'sha1', 'sha256'].map((algorithm) => {
    const sum = createHash(algorithm).update(zip).digest('hex');
    writeFileSync(`${target}.${algorithm}`, `${sum}  ${path.basename(target)}\n`);
    return `${target}.${algorithm}`;
  });
  return [target, ...sums];
}
