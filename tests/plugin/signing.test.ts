import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';

const ROOT = new URL('../..', import.meta.url).pathname;

describe('`npm run sign`', () => {
  it('finds the built plugin and its tool, and says which token it lacks', async () => {
    const env = {
      ...process.env,
      GRAFANA_ACCESS_POLICY_TOKEN: '',
      GRAFANA_API_KEY: '',
      NO_COLOR: '1',
      FORCE_COLOR: '',
    };
    const signing = promisify(execFile)('npm', ['run', '--silent', 'sign'], { cwd: ROOT, env });
    await assert.rejects(signing, (error: { code: number; stdout: string; stderr: string }) => {
      const said = error.stdout + error.stderr;
      assert.equal(error.code, 1, said);
      assert.match(said, /Plugin found in .*dist/);
      assert.match(said, /Missing GRAFANA_ACCESS_POLICY_TOKEN/);
      return true;
    });
  });
});
