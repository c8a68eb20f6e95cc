import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';

const MAIN = path.join(import.meta.dirname, '../../stack/src/main.ts');
const folder = mkdtempSync(path.join(tmpdir(), 'stack-test-'));
const IS_ROOT = process.getuid?.() === 0;

after(() => rmSync(folder, { recursive: true, force: true }));

/** What `stack up` says on a machine that has no commands but root's own. */
function refused(args: readonly string[], data = path.join(folder, 'data')): string {
  const env = { ...process.env, PATH: folder };
  const { status, stderr } = spawnSync(process.execPath, [MAIN, 'up', '--data', data, ...args], {
    encoding: 'utf8',
    env,
  });
  assert.equal(status, 1);
  assert.equal(existsSync(data), false);
  return stderr;
}

describe('a real node', () => {
  it('is refused before anything starts if this machine cannot run it, with what to do', () => {
    const fault = IS_ROOT ? /programs are missing: apt-get install .*busybox-static/ : /run it as (root|.*Linux)/;
    assert.match(refused(['--node', 'real']), fault);
  });

  it('is refused if it would hide the folder of the data', () => {
    const data = '/var/lib/kubernetes-events-test';
    assert.match(refused(['--node', 'real'], data), new RegExp(`would not find ${data}: keep that elsewhere`));
  });

  it('is the only kind of node that can be asked for', () => {
    assert.match(refused(['--node', 'virtual']), /--node: "virtual" is not "real"/);
  });
});
