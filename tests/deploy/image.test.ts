import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, afterEach, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { NODE_ENVIRONMENT, NODE_FLAGS, OLDEST_NODE } from '../../backend-sidecar/bundle/node.ts';
import { binaryOf } from '../../stack/src/build.ts';
import { freePort } from '../../stack/src/ports.ts';
import { create, NUMBERS, oldEvent } from '../collector/events.ts';
import { Bed, until } from '../collector/harness.ts';
import { assertKeptOnce } from '../collector/kept.ts';
import { ROOT } from './objects.ts';

const DIST = path.join(ROOT, 'backend-sidecar/dist');
const DOCKERFILE = readFileSync(path.join(ROOT, 'backend-sidecar/Dockerfile'), 'utf8');

let bed: Bed;
let image: string;
const started: ChildProcess[] = [];
before(async () => {
  bed = await Bed.start();
  image = path.join(bed.folder, 'app');
  mkdirSync(image);
  copyFileSync(path.join(DIST, 'main.js'), path.join(image, 'main.mjs'));
  // A folder from which no one may run it.
  copyFileSync(process.execPath, path.join(bed.folder, 'node'));
  for (const folder of [image, bed.folder]) {
    chmodSync(folder, 0o755);
  }
});
after(() => bed.end());
afterEach(() => started.splice(0).forEach((child) => child.kill('SIGKILL')));

/** As nobody where the test runs as root, as in the image. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65532, gid: 65532 } : {};

describe("what the image holds: one file, run as nobody, under Node's ban on writing and on processes of its own,", () => {
  it('collects, answers the health check of Docker, and stops cleanly', async () => {
    const namespace = await bed.namespace('image');
    await create(
      bed.stack,
      NUMBERS.slice(0, 20).map((number) => oldEvent(namespace, number))
    );
    const port = await freePort(undefined, 'telemetry');
    const kubeconfig = path.join(bed.folder, 'readable.kubeconfig');
    copyFileSync(bed.stack.kubeconfig('collector'), kubeconfig);
    chmodSync(kubeconfig, 0o644);
    const env = {
      ...imageEnvironment(),
      KUBECONFIG: kubeconfig,
      KUBERNETES_EVENTS_RECEIVERS_LOKI_URL: bed.stack.lokiUrl,
      KUBERNETES_EVENTS_TELEMETRY_LISTEN: `:${port}`,
    };
    assert.equal(await healthcheck(port), 1);
    const args = ['--permission', '--allow-fs-read=*', ...NODE_FLAGS, path.join(image, 'main.mjs')];
    const child = spawn(path.join(bed.folder, 'node'), args, {
      cwd: '/',
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...NOBODY,
    });
    started.push(child);
    const lines: string[] = [];
    createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
    await assertKeptOnce(bed.stack, namespace, NUMBERS.slice(0, 20)).catch((error: unknown) => {
      throw new Error(lines.join('\n'), { cause: error });
    });
    await until(async () => (await healthcheck(port)) === 0, 10_000);
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    assert.equal(await ended, 0);
    assert.deepEqual(
      lines.filter((line) => !line.includes('"level":"info"')),
      []
    );
    assert.deepEqual(readdirSync(image), ['main.mjs']);
  });
});

describe('Node', () => {
  const main = path.join(DIST, 'main.js');
  const run = promisify(execFile);
  /** What runs in the process before the bundle. */
  const preload = (code: string): NodeJS.ProcessEnv => ({
    ...process.env,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`,
  });

  it("gets V8's flags when it starts: in the image, and as a plain file", async () => {
    const [, entrypoint = ''] = /^ENTRYPOINT (\[.*\])$/m.exec(DOCKERFILE) ?? [];
    assert.deepEqual(JSON.parse(entrypoint), ['/nodejs/bin/node', ...NODE_FLAGS, '/app/main.mjs']);
    const code = 'console.log(process.execArgv.join());console.log(process.env.MALLOC_ARENA_MAX)';
    const { stdout } = await run(main, ['--version'], { env: preload(code) });
    assert.deepEqual(stdout.split('\n').slice(0, 2), [NODE_FLAGS.join(), NODE_ENVIRONMENT.MALLOC_ARENA_MAX]);
    for (const [name, value] of Object.entries(NODE_ENVIRONMENT)) {
      assert.match(DOCKERFILE, new RegExp(`^(?:ENV|   ) .*${name}=${value}\\b`, 'm'));
    }
  });

  it('is refused with a clear error if it is older than package.json says', async () => {
    const [major = 0, minor = 0] = OLDEST_NODE.split('.').map(Number);
    const startOn = (version: string): Promise<{ stdout: string }> => {
      const versions = `{ value: { ...process.versions, node: '${version}' } }`;
      return run(main, ['--version'], { env: preload(`Object.defineProperty(process, 'versions', ${versions})`) });
    };
    for (const version of [`${major}.${minor - 1}.9`, `${major - 1}.99.0`]) {
      const stderr = `loki-event-collector needs Node >= ${OLDEST_NODE}, this is ${version}\n`;
      await assert.rejects(startOn(version), { code: 2, stderr });
    }
    for (const version of [`${major}.${minor}.0`, `${major + 1}.0.0`]) {
      assert.match((await startOn(version)).stdout, /^\d+\.\d+\.\d+/);
    }
  });
});

it('the bill of materials names each package whose license stands beside the bundle', () => {
  const bill = JSON.parse(readFileSync(path.join(DIST, 'sbom.cdx.json'), 'utf8')) as {
    components: Array<{ group?: string; name: string; version: string; purl?: string; licenses?: unknown[] }>;
  };
  // One of the modules belongs to no package: the build replaces `node:http` by it.
  const packages = bill.components.filter(({ purl }) => purl !== undefined);
  assert.equal(packages.length, bill.components.length - 1);
  const names = packages.map(({ group, name }) => (group ? `${group}/${name}` : name));
  assert.ok(names.includes('@kubernetes/client-node') && !names.includes('undici') && names.includes('zod'));
  assert.ok(packages.every(({ version, purl, licenses }) => version && purl?.startsWith('pkg:npm/') && licenses));
  const named = [
    ...readFileSync(path.join(DIST, 'main.js.LEGAL.txt'), 'utf8').matchAll(/node_modules\/((?:@[\w-]+\/)?[\w.-]+)/g),
  ];
  assert.deepEqual(
    named.map(([, name = '']) => name).filter((name) => !names.includes(name)),
    []
  );
  assert.ok(!names.some((name) => /^(react|webpack|jest|typescript|eslint)$/.test(name)));
});

describe("compose's script for the kind cluster, with a kubectl on a real API server behind stand-ins for docker and kind,", () => {
  it('lets the collector in with its own rights, starts the workloads, and deletes the cluster at its end', async () => {
    const folder = path.join(bed.folder, 'compose');
    const [bin, kubeconfigs] = [path.join(folder, 'bin'), path.join(folder, 'kubeconfig')];
    [folder, bin, kubeconfigs, path.join(folder, 'objects')].forEach((name) => mkdirSync(name));
    for (const file of ['stack/compose/workloads.yaml', 'deploy/base/namespace.yaml', 'deploy/base/access.yaml']) {
      copyFileSync(path.join(ROOT, file), path.join(folder, 'objects', path.basename(file)));
    }
    const log = path.join(folder, 'kind.log');
    writeFileSync(log, '');
    writeFileSync(path.join(folder, 'kind.kubeconfig'), kindKubeconfig());
    stub(bin, 'docker', `shift 5; exec ${binaryOf('kubectl')} --kubeconfig=${bed.stack.kubeconfig()} "$@"`);
    stub(
      bin,
      'kind',
      `echo "$*" >>${log}; case "$1 $2" in 'get kubeconfig') cat ${folder}/kind.kubeconfig;; 'create cluster') cat >>${log};; esac`
    );
    const env = {
      HOME: folder,
      PATH: `${bin}:${process.env.PATH}`,
      KUBECONFIGS: kubeconfigs,
      OBJECTS: path.join(folder, 'objects'),
    };
    const child = spawn('sh', [path.join(ROOT, 'stack/compose/cluster.sh')], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started.push(child);
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data));
    child.stderr.on('data', (data: Buffer) => (output += data));
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    await until(
      () => readdirSync(kubeconfigs).includes('ready') || child.exitCode !== null,
      30_000,
      () => output
    );
    assert.equal(child.exitCode, null, output);
    assert.match(output, /deployment.apps\/payments created/);
    const collector = bed.collector({ kubeconfig: path.join(kubeconfigs, 'collector.kubeconfig'), args: ['-le'] });
    await collector.logged('"leading"');
    await collector.logged('"msg":"watching"');
    await collector.kill('SIGTERM');
    assert.ok(!collector.lines.some((line) => line.includes('forbidden')));
    child.kill('SIGTERM');
    assert.equal(await ended, 0);
    assert.match(
      readFileSync(log, 'utf8'),
      /^create cluster --name kubernetes-events --image kindest\/node:v[^]*failCgroupV1: false[^]*delete cluster --name kubernetes-events\n$/m
    );
    assert.deepEqual(readdirSync(kubeconfigs), []);
  });
});

/** What the image's ENV lines say. */
function imageEnvironment(): Record<string, string> {
  const [, lines = ''] = /^ENV ((?:.*\\\n)*.*)/m.exec(DOCKERFILE) ?? [];
  return Object.fromEntries([...lines.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name, value]));
}

/** The image's health check on another port; gives its exit code. */
async function healthcheck(port: number): Promise<number> {
  const [, json = ''] = /^HEALTHCHECK .*\\\n\s*CMD (\[.*\])$/m.exec(DOCKERFILE) ?? [];
  const [, ...args] = JSON.parse(json.replace(':9464/', `:${port}/`)) as string[];
  try {
    await promisify(execFile)(process.execPath, args);
    return 0;
  } catch (error) {
    return (error as { code: number }).code;
  }
}

function stub(folder: string, name: string, script: string): void {
  writeFileSync(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

/** A kubeconfig in the form that kind writes. */
function kindKubeconfig(): string {
  const { url, ca } = bed.stack.apiServer();
  return `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${Buffer.from(ca).toString('base64')}
    server: ${url}
  name: kind-kubernetes-events
contexts:
- context:
    cluster: kind-kubernetes-events
    user: kind-kubernetes-events
  name: kind-kubernetes-events
current-context: kind-kubernetes-events
kind: Config
users:
- name: kind-kubernetes-events
  user:
    client-certificate-data: QUFB
    client-key-data: QUFB
`;
}
