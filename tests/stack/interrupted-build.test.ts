import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { processesWith } from '../leftovers.ts';

it('a build that is interrupted stops its compiler, and leaves no half-written server', async () => {
  const cache = mkdtempSync(path.join(tmpdir(), 'stack-test-'));
  const main = path.join(import.meta.dirname, '../../stack/src/main.ts');
  const env = { ...process.env, XDG_CACHE_HOME: cache };
  const build = spawn(process.execPath, [main, 'build'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  for await (const line of createInterface(build.stderr)) {
    if (line.startsWith('building etcd')) {
      break;
    }
  }
  while (processesWith(`XDG_CACHE_HOME=${cache}`).length < 2) {
    await delay(5);
  }
  build.kill('SIGTERM');
  assert.deepEqual(await once(build, 'exit'), [143, null]);
  const deadline = Date.now() + 20_000;
  while (processesWith(`XDG_CACHE_HOME=${cache}`).length > 0 && Date.now() < deadline) {
    await delay(20);
  }
  assert.deepEqual(processesWith(`XDG_CACHE_HOME=${cache}`), []);
  const left = readdirSync(path.join(cache, 'kubernetes-events', 'bin'));
  assert.deepEqual(
    left.filter((file) => file.startsWith('etcd')),
    []
  );
  rmSync(cache, { recursive: true, force: true });
});
