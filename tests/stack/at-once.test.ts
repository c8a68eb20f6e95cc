import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { isRunning } from '../../stack/src/process.ts';
import { openStack, type Stack, type StackOptions, startStack } from '../../stack/src/stack.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stack-test-'));
const only = ['etcd'] as const;
const inFolder = (name: string, options: Partial<StackOptions> = {}): Promise<Stack> =>
  startStack({ name, data: path.join(folder, name), only, ...options });

after(async () => {
  for (const name of ['together', 'late', 'settled']) {
    await openStack(path.join(folder, name))?.down();
  }
  rmSync(folder, { recursive: true, force: true });
});

describe('a stack of which several know', () => {
  it('is started once by those who start it at once', async () => {
    const started = await Promise.all(['a', 'b', 'c'].map(() => inFolder('together')));
    assert.equal(new Set(started.map((stack) => stack.pid('etcd'))).size, 1);
    assert.equal(started[0]?.isRunning('etcd'), true);
  });

  it('is ended whole by one who does not know what another started', async () => {
    const early = await inFolder('late');
    await early.signal('etcd', 'SIGKILL');
    const { state } = await inFolder('late');
    const etcd = state.processes.etcd;
    assert.ok(etcd && isRunning(etcd));
    await early.down();
    assert.equal(isRunning(etcd), false);
  });

  it('refuses settings that a running server could not take', async () => {
    const { state } = await inFolder('settled', {
      only: ['loki'],
      lokiConfig: { limits_config: { max_line_size: 1024 } },
    });
    const again = (options: Partial<StackOptions>): Promise<Stack> =>
      inFolder('settled', { only: ['loki'], ...options });
    await assert.rejects(
      again({ lokiConfig: {} }),
      /loki runs with the configuration .*max_line_size.* already: `stack down` it/
    );
    const port = Number(state.ports.loki) + 1;
    await assert.rejects(
      again({ ports: { loki: port } }),
      new RegExp(`loki runs with the port ${state.ports.loki} already`)
    );
    assert.deepEqual((await again({ lokiConfig: state.lokiConfig })).state, state);
  });

  it('says so where it cannot keep its data', async () => {
    writeFileSync(path.join(folder, 'file'), '');
    await assert.rejects(inFolder('file/below'), /cannot write to .*file\/below .*: name a folder .* by --data/);
  });
});
