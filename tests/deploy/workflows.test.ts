import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { binaryOf } from '../../stack/src/build.ts';
import { ROOT } from './objects.ts';

const files = globSync('.github/workflows/*.yml', { cwd: ROOT }).sort();

/** What actionlint says of workflows; of a text where one is given. */
function findings(args: readonly string[], text?: string): string {
  return spawnSync(binaryOf('actionlint'), args, { cwd: ROOT, encoding: 'utf8', input: text }).stdout;
}

describe('the workflows', () => {
  it('are for CI, compatibility and releases', () => {
    assert.deepEqual(
      files.map((file) => path.basename(file)),
      ['ci.yml', 'compatibility.yml', 'release.yml']
    );
  });

  it('have nothing that actionlint finds', () => {
    assert.equal(findings(files), '');
  });

  it('and actionlint does find things', () => {
    const bad = 'on: push\njobs: { a: { runs-on: ubuntu-24.04, steps: [{ run: "echo ${{ github.nothing }}" }] } }';
    assert.match(findings(['-'], bad), /property "nothing" is not defined/);
  });

  it("use actions by a commit or a full version, and no more of the token's rights than they name", () => {
    for (const file of files) {
      const text = readFileSync(path.join(ROOT, file), 'utf8');
      const actions = [...text.matchAll(/uses: ([^\s./]\S*)/g)].map(([, action = '']) => action);
      assert.deepEqual(
        actions.filter((action) => !/@([0-9a-f]{40}|v\d+\.\d+\.\d+)$/.test(action)),
        []
      );
      assert.match(text, /^permissions:\n {2}contents: read$/m);
    }
  });
});
