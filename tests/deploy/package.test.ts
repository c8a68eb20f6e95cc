import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { unzipSync } from 'fflate';
import { packPlugin } from '../../tools/package/plugin.ts';
import { ROOT } from './objects.ts';

const DIST = path.join(ROOT, 'dist');
const ID = 'lokievents-kubernetes-app';
const folders: string[] = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function packed(): string[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'package-'));
  folders.push(folder);
  return packPlugin(DIST, folder, new Date('2026-01-02T03:04:06Z'));
}

describe("the plugin's zip", () => {
  it('holds all that was built, in one folder named after the plugin, under the version of all parts', () => {
    const [zip = ''] = packed();
    const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
    assert.equal(path.basename(zip), `${ID}-${version}.zip`);
    const files = unzipSync(readFileSync(zip));
    const built = globSync('**/*', { cwd: DIST }).filter((name) => statSync(path.join(DIST, name)).isFile());
    assert.deepEqual(Object.keys(files).sort(), built.map((name) => `${ID}/${name}`).sort());
    for (const needed of ['plugin.json', 'module.js', 'README.md', 'CHANGELOG.md', 'LICENSE']) {
      assert.ok(files[`${ID}/${needed}`], `${needed} is missing`);
    }
    const plugin = JSON.parse(Buffer.from(files[`${ID}/plugin.json`]!).toString()) as {
      id: string;
      info: { version: string; updated: string };
    };
    assert.deepEqual([plugin.id, plugin.info.version, plugin.info.updated], [ID, version, '2026-01-02']);
    assert.doesNotMatch(JSON.stringify(plugin), /%(VERSION|TODAY|PLUGIN_ID)%/);
  });

  it('is the same, byte by byte, when it is packed again', () => {
    const [[first = ''], [second = '']] = [packed(), packed()];
    assert.notEqual(first, second);
    assert.ok(readFileSync(first).equals(readFileSync(second)));
  });

  it('comes with its sums, in the form that md5sum, sha1sum and sha256sum check', () => {
    const [zip = '', ...sums] = packed();
    assert.deepEqual(
      sums.map((file) => path.extname(file)),
      ['.md5', '.sha1', '.sha256']
    );
    for (const file of sums) {
      const sum = createHash(path.extname(file).slice(1)).update(readFileSync(zip)).digest('hex');
      assert.equal(readFileSync(file, 'utf8'), `${sum}  ${path.basename(zip)}\n`);
    }
  });
});
