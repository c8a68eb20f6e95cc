import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Where the stack pins the Kubernetes modules that the catalogue is checked against. */
const PINS = new URL('../../../../stack/tools/kubernetes', import.meta.url).pathname;

/** A pinned Go module on disk. */
export interface GoModule {
  path: string;
  version: string;
  dir: string;
}

/** One Go source file; `path` is relative to the Kubernetes repository, also for a staging module. */
export interface GoFile {
  path: string;
  text: string;
}

async function go(folder: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await run('go', args, { cwd: folder, maxBuffer: 1 << 26 });
    return stdout.trim();
  } catch (cause) {
    throw new Error(`go ${args.join(' ')} failed for ${PINS}: the catalogue is checked against Go's module cache`, {
      cause,
    });
  }
}

/** Kubernetes itself and its staging modules, as pinned; downloaded where Go's module cache has none. */
export async function kubernetesModules(): Promise<GoModule[]> {
  // Go notes the sums of what it downloads in go.sum, and another go.sum means that the servers are built again.
  const copy = await mkdtemp(join(tmpdir(), 'kubernetes-modules-'));
  try {
    await Promise.all(['go.mod', 'go.sum'].map((name) => copyFile(join(PINS, name), join(copy, name))));
    return await modulesIn(copy);
  } finally {
    await rm(copy, { recursive: true });
  }
}

async function modulesIn(folder: string): Promise<GoModule[]> {
  const format = '{{.Path}}\t{{with .Replace}}{{.Version}}{{else}}{{.Version}}{{end}}\t{{.Dir}}';
  const list = async () =>
    (await go(folder, 'list', '-m', '-f', format, 'all')).split('\n').map((line) => line.split('\t'));
  const ofKubernetes = (modules: string[][]): GoModule[] => {
    const kubernetes = modules.find(([path]) => path === 'k8s.io/kubernetes')?.[1] ?? '';
    const staging = kubernetes.replace(/^v1/, 'v0');
    return modules
      .map(([path = '', version = '', dir = '']) => ({ path, version, dir }))
      .filter(({ path, version }) => path.startsWith('k8s.io/') && (version === kubernetes || version === staging));
  };
  let modules = ofKubernetes(await list());
  const absent = modules.filter(({ dir }) => !dir).map(({ path }) => path);
  if (absent.length > 0) {
    await go(folder, 'mod', 'download', ...absent);
    modules = ofKubernetes(await list());
  }
  const missing = modules.filter(({ dir }) => !dir).map(({ path }) => path);
  if (modules.length === 0 || missing.length > 0) {
    throw new Error(
      `Go's module cache lacks ${missing.join(', ') || 'k8s.io/kubernetes'} after downloading (cd stack/tools/kubernetes; go mod download)`
    );
  }
  return modules;
}

/** What holds no component's own code: tests, their doubles, generated code, programs that only tests run. */
const NOT_OURS =
  /_test\.go$|zz_generated|generated\.|\/(?:fake|testing|testutil|test|applyconfigurations|kubemark|hollow-node)/;

/** A module's Go files that may write Events, or hold the constants for it. */
export async function goFiles(module: GoModule): Promise<GoFile[]> {
  const root = module.path === 'k8s.io/kubernetes' ? '' : `staging/src/${module.path}/`;
  const entries = await readdir(module.dir, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.go'))
    .map((entry) => join(entry.parentPath, entry.name).slice(module.dir.length + 1))
    .filter((path) => !NOT_OURS.test(`/${path}`));
  return Promise.all(
    paths.map(async (path) => ({ path: root + path, text: await readFile(join(module.dir, path), 'utf8') }))
  );
}
