import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { binaryOf } from '../../stack/src/build.ts';
import { USUAL_SERVERS } from '../../stack/src/servers.ts';
import { openStack } from '../../stack/src/stack.ts';
import { PAGE_TOOLS, TOOLS, type ToolName } from '../../stack/src/tools.ts';

const MAIN = path.join(import.meta.dirname, '../../stack/src/main.ts');
const folder = mkdtempSync(path.join(tmpdir(), 'stack-test-'));
const data = path.join(folder, 'data');
const cache = path.join(folder, 'cache');
const bin = path.join(folder, 'bin');

after(async () => {
  await openStack(data)?.down();
  rmSync(folder, { recursive: true, force: true });
});

/**
 * A `go` that takes each server from where it was built before, once there is a file `may-build-NAME` in the folder: the
 * real compiler takes minutes.
 */
function fakeGo(): void {
  const cases = TOOLS.map(({ name, package: source }) => `${source}) name=${name}; built='${binaryOf(name)}' ;;`);
  const script = `#!/bin/sh
[ "$1" = env ] && echo go1.26.0 && exit
for last; do :; done
case "$last" in
${cases.join('\n')}
esac
echo "$name" >>'${folder}/asked'
while [ ! -e '${folder}/may-build-'"$name" ]; do sleep 0.05; done
if [ -s '${folder}/may-build-'"$name" ]; then cat '${folder}/may-build-'"$name"; exit 1; fi
cp "$built" "$3"
`;
  mkdirSync(bin, { recursive: true });
  writeFileSync(path.join(bin, 'go'), script, { mode: 0o755 });
}

const mayBuild = (name: ToolName, failure = ''): void => writeFileSync(path.join(folder, `may-build-${name}`), failure);
const asked = (): string[] => readFileSync(path.join(folder, 'asked'), 'utf8').trim().split('\n');

async function until(what: string, condition: () => boolean | Promise<boolean>, up?: Running): Promise<void> {
  const deadline = Date.now() + 300_000;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, `not in time: ${what}; said: ${up?.said()}`);
    await delay(50);
  }
}

interface Running {
  said(): string;
  /** The exit code. */
  ended: Promise<number>;
}

/** Runs the stack's command with a cache of its own, and with no Go but the fake one. */
function run(args: string[], environment: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, [MAIN, ...args, '--data', data], {
    env: {
      ...process.env,
      XDG_CACHE_HOME: cache,
      PATH: `${bin}:/usr/bin:/bin`,
      KUBEBUILDER_ASSETS: '',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  }
  return { said: () => said, ended: once(child, 'close').then(([code]) => Number(code)) };
}

const addressIn = (said: string): string => /Browse the events at (\S+)/.exec(said)?.[1] ?? '';
const reach = async (url: string): Promise<number> => (await fetch(url)).status;

describe('the first start of a stack', () => {
  it('shows the page as soon as what it needs is built, and lets the rest join', async () => {
    fakeGo();
    PAGE_TOOLS.forEach((name) => mayBuild(name));
    const up = run(['up']);
    await until('the page', () => addressIn(up.said()) !== '', up);
    assert.equal(await reach(addressIn(up.said())), 200);
    assert.match(up.said(), /Still to be built, .*: kubectl, kwok, kube-controller-manager, kube-scheduler\./);
    const stack = openStack(data)!;
    const running = (): string[] => Object.keys(stack.state.processes).filter((name) => stack.isRunning(name));
    assert.deepEqual(running().sort(), ['app', 'collector', 'etcd', 'kube-apiserver', 'loki']);
    await until('what comes next is asked for', () => asked().length > PAGE_TOOLS.length);
    assert.deepEqual(asked().slice(0, PAGE_TOOLS.length).sort(), [...PAGE_TOOLS].sort());

    TOOLS.forEach(({ name }) => mayBuild(name));
    assert.equal(await up.ended, 0, up.said());
    const whole = openStack(data)!;
    assert.deepEqual(
      [...USUAL_SERVERS, 'app', 'collector', 'workloads'].filter((name) => !whole.isRunning(name)),
      []
    );
    assert.equal(addressIn(up.said()), whole.state.addresses.app);
  });

  it('has events to show before anything can run pods', async () => {
    const stack = openStack(data)!;
    await until("a node's start", async () => {
      const query = `query=${encodeURIComponent('{service_name="kubernetes-events"} | reason="NodeAllocatableEnforced"')}`;
      const answer = await fetch(`${stack.lokiUrl}/loki/api/v1/query_range?${query}`);
      return ((await answer.json()) as { data: { result: unknown[] } }).data.result.length > 0;
    });
  });

  it('says how long a build took the last time', async () => {
    await openStack(data)!.down();
    rmSync(path.join(cache, 'kubernetes-events/bin', path.basename(binaryOf('kwok'))));
    const up = run(['up']);
    assert.equal(await up.ended, 0, up.said());
    assert.match(up.said(), /building kwok \(1 of 1\): took \d+ s the last time/);
  });

  it('keeps the page when a later server cannot be built, says why, and continues the next time', async () => {
    await openStack(data)!.down();
    rmSync(path.join(cache, 'kubernetes-events/bin', path.basename(binaryOf('kwok'))));
    mayBuild('kwok', 'no space left on device');
    const up = run(['up']);
    assert.equal(await up.ended, 1, up.said());
    assert.match(up.said(), /building kwok failed after \d+ s: .*\n(.*\n)*no space left on device/);
    assert.equal(await reach(addressIn(up.said())), 200);
    mayBuild('kwok');
    const again = run(['up']);
    assert.equal(await again.ended, 0, again.said());
    assert.equal(openStack(data)!.isRunning('kwok'), true);
  });
});

describe('servers that are on the machine already', () => {
  const assets = path.join(folder, 'assets');
  const other = path.join(folder, 'other');

  before(async () => {
    await openStack(data)?.down();
    rmSync(cache, { recursive: true, force: true });
    rmSync(path.join(bin, 'go'));
    mkdirSync(assets);
    mkdirSync(other);
    for (const name of ['etcd', 'kube-apiserver'] as const) {
      symlinkSync(binaryOf(name), path.join(assets, name));
    }
    writeFileSync(path.join(other, 'loki'), '#!/bin/sh\necho "loki, version 2.9.4 (branch: HEAD)"\n', { mode: 0o755 });
  });

  it('are used if their version fits', async () => {
    const up = run(['up', '--only', 'kube-apiserver'], { KUBEBUILDER_ASSETS: assets });
    assert.equal(await up.ended, 0, up.said());
    for (const name of ['etcd', 'kube-apiserver']) {
      assert.match(up.said(), new RegExp(`using ${assets}/${name} \\d+\\.\\d+\\.\\d+ \\(KUBEBUILDER_ASSETS\\)`));
    }
    const { pid } = openStack(data)!.state.processes.etcd!;
    assert.equal(readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0], path.join(assets, 'etcd'));
  });

  it('are named, and what is needed, if their version does not fit', async () => {
    const up = run(['up', '--only', 'loki'], { PATH: `${other}:/usr/bin:/bin` });
    assert.equal(await up.ended, 1);
    assert.match(up.said(), new RegExp(`not using ${other}/loki 2\\.9\\.4 \\(PATH\\): loki 3\\.7 is needed`));
    assert.match(up.said(), /Go 1\.\d+ or newer is needed to build the servers, and none was found/);
  });
});
