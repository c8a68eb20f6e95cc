import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { StackError } from './errors.ts';
import { lock } from './lock.ts';
import { type Tool, type ToolName, TOOLS } from './tools.ts';

const MODULES = path.join(import.meta.dirname, '../tools');
/** The Go version that the pinned modules need. */
const GO_MINOR = 26;

/** Where what is built or installed once is kept, outside of any clone. */
export function cacheFolder(): string {
  return path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'kubernetes-events');
}

const binaries = (): string => path.join(cacheFolder(), 'bin');

/** The path of the built file. Its name has a hash of its sources, so a changed pin gives another file. */
export function binaryOf(name: ToolName): string {
  const tool = TOOLS.find((candidate) => candidate.name === name);
  if (!tool) {
    throw new StackError(`no tool "${name}": there are ${TOOLS.map((known) => known.name).join(', ')}`);
  }
  const hash = createHash('sha256').update(`${tool.package}\n${tool.ldflags ?? ''}\n`);
  const own = tool.package.startsWith('.') ? [path.join(tool.package, 'main.go')] : [];
  for (const file of ['go.mod', 'go.sum', ...own]) {
    hash.update(readFileSync(path.join(MODULES, tool.module, file)));
  }
  return path.join(binaries(), `${tool.name}-${hash.digest('hex').slice(0, 12)}`);
}

/**
 * Builds the tools that are not built yet, one after the other, and reports each one's name, how long it took and
 * how many.
 *
 * @param report takes a line of progress
 */
export async function buildTools(names: readonly ToolName[], report: (line: string) => void): Promise<void> {
  const tools = TOOLS.filter((tool) => names.includes(tool.name));
  const missing = tools.filter((tool) => !existsSync(binaryOf(tool.name)));
  if (missing.length === 0) {
    return;
  }
  await checkGo();
  const unlock = await lockCache(report);
  try {
    for (const [at, tool] of missing.entries()) {
      await build(tool, `${at + 1} of ${missing.length}`, report);
    }
  } finally {
    unlock();
  }
}

async function build(tool: Tool, place: string, report: (line: string) => void): Promise<void> {
  const target = binaryOf(tool.name);
  if (existsSync(target)) {
    return;
  }
  const started = Date.now();
  const elapsed = (): string => `${Math.round((Date.now() - started) / 1000)} s`;
  report(`building ${tool.name} (${place}; minutes, once)`);
  const progress = setInterval(() => report(`building ${tool.name} (${place}): ${elapsed()}`), 30_000);
  const unfinished = `${target}.${process.pid}`;
  const discard = (): void => rmSync(unfinished, { force: true });
  process.once('exit', discard);
  try {
    const args = ['build', '-o', unfinished, '-ldflags', `-s -w ${tool.ldflags ?? ''}`, tool.package];
    const { code, output } = await run('go', args, path.join(MODULES, tool.module));
    if (code !== 0) {
      throw new StackError(
        `building ${tool.name} failed after ${elapsed()}: go ${args.join(' ')} in stack/tools/${tool.module} said:\n` +
          `${output.split('\n').slice(-15).join('\n')}\n` +
          `Go needs the module proxy (go env GOPROXY), some 6 GB of disk and 3 GB of memory; fix that, then run it again.`
      );
    }
    renameSync(unfinished, target);
    report(`built ${tool.name} (${place}) in ${elapsed()}, ${Math.round(statSync(target).size / 1e6)} MB`);
  } finally {
    clearInterval(progress);
    process.off('exit', discard);
    discard();
  }
}

async function checkGo(): Promise<void> {
  const { code, output } = await run('go', ['env', 'GOVERSION'], MODULES);
  const minor = Number(/go1\.(\d+)/.exec(output)?.[1] ?? 0);
  if (code !== 0 || minor < GO_MINOR) {
    const found = code === 0 ? output.trim() : 'none';
    throw new StackError(
      `Go 1.${GO_MINOR} or newer is needed to build the servers, and ${found} was found: install it from go.dev/dl and put it on the PATH`
    );
  }
}

/** One build at a time on this machine: the second waits, and then finds the first one's result. */
async function lockCache(report: (line: string) => void): Promise<() => void> {
  const file = path.join(binaries(), 'build.lock');
  try {
    mkdirSync(binaries(), { recursive: true });
    return await lock(file, () => report(`another process is building the servers: waiting for it (${file})`));
  } catch (error) {
    throw new StackError(
      `cannot write to the cache ${binaries()} (${String(error)}): set XDG_CACHE_HOME to a folder that can be written`
    );
  }
}

/** Runs a command to its end. Ends with this process. */
function run(command: string, args: string[], cwd: string): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, GOFLAGS: '-buildvcs=false', GOWORK: 'off' };
    const child = execFile(command, args, { cwd, env, maxBuffer: Infinity }, (error, stdout, stderr) => {
      process.off('exit', end);
      resolve({ code: error ? 1 : 0, output: stdout + stderr || String(error) });
    });
    // SIGINT, not SIGTERM: then Go deletes its working folder.
    const end = (): void => void child.kill('SIGINT');
    process.once('exit', end);
  });
}
