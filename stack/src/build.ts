import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, totalmem } from 'node:os';
import path from 'node:path';
import { StackError } from './errors.ts';
import { findTool, type Found } from './found.ts';
import { lock } from './lock.ts';
import { inParallel } from './parallel.ts';
import { PAGE_TOOLS, type Tool, type ToolName, TOOLS } from './tools.ts';

const MODULES = path.join(import.meta.dirname, '../tools');
/** The Go version that the pinned modules need. */
const GO_MINOR = 26;

/** Where what is built or installed once is kept, outside of any clone. */
export function cacheFolder(): string {
  return path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'kubernetes-events');
}

const binaries = (): string => path.join(cacheFolder(), 'bin');

/** How many are built at once, if there is memory for it: one downloads or links while another compiles. */
const AT_ONCE = totalmem() >= 8e9 ? 2 : 1;

/** The file to run for a tool: the one that was built, else one on this machine that fits, else where it will be built. */
export function binaryOf(name: ToolName): string {
  const tool = TOOLS.find((candidate) => candidate.name === name);
  if (!tool) {
    throw new StackError(`no tool "${name}": there are ${TOOLS.map((known) => known.name).join(', ')}`);
  }
  const built = builtFile(tool);
  const found = existsSync(built) ? undefined : foundTool(tool);
  return found?.fits ? found.file : built;
}

/** A built file's path. Its name has a hash of its sources, so a changed pin gives another file. */
function builtFile(tool: Tool): string {
  const hash = createHash('sha256').update(`${tool.package}\n${tool.ldflags ?? ''}\n${tool.pure?.tags ?? ''}`);
  const own = tool.package.startsWith('.') ? [path.join(tool.package, 'main.go')] : [];
  for (const file of ['go.mod', 'go.sum', ...own]) {
    hash.update(readFileSync(path.join(MODULES, tool.module, file)));
  }
  return path.join(binaries(), `${tool.name}-${hash.digest('hex').slice(0, 12)}`);
}

/** Looked for once: to ask a file for its version takes a while. */
const foundTools = new Map<ToolName, Found | undefined>();

function foundTool(tool: Tool): Found | undefined {
  if (!foundTools.has(tool.name)) {
    foundTools.set(tool.name, findTool(tool));
  }
  return foundTools.get(tool.name);
}

/** Tools on their way. */
export interface Builds {
  /** Resolves once these are there; rejects if one cannot be built. */
  ready(names: readonly ToolName[]): Promise<void>;
  /** Those that are not there yet. */
  missing(): ToolName[];
}

/**
 * Builds the tools that are not there yet, those that the page needs before all others, and reports how long each takes:
 * as long as the last time, if there was one.
 *
 * @param report takes a line of progress
 */
export function startBuilds(names: readonly ToolName[], report: (line: string) => void): Builds {
  const tools = TOOLS.filter(({ name }) => names.includes(name));
  const missing = tools.filter((tool) => !isThere(tool, report));
  const waves = [true, false].map((isForPage) => missing.filter(({ name }) => PAGE_TOOLS.includes(name) === isForPage));
  const done = new Map<ToolName, PromiseWithResolvers<void>>();
  for (const { name } of missing) {
    const one = Promise.withResolvers<void>();
    // Who does not wait for it need not know that it failed.
    one.promise.catch(() => undefined);
    done.set(name, one);
  }
  buildAll(waves, report, (name) => done.get(name)?.resolve()).catch((error: unknown) =>
    done.forEach(({ reject }) => reject(error))
  );
  return {
    ready: async (wanted) => {
      await Promise.all(wanted.flatMap((name) => done.get(name)?.promise ?? []));
    },
    missing: () => missing.filter((tool) => !existsSync(builtFile(tool))).map(({ name }) => name),
  };
}

/** Builds all of these tools that are not there yet. */
export const buildTools = (names: readonly ToolName[], report: (line: string) => void): Promise<void> =>
  startBuilds(names, report).ready(names);

/** Whether a tool need not be built; says where it is if not in the cache. */
function isThere(tool: Tool, report: (line: string) => void): boolean {
  if (existsSync(builtFile(tool))) {
    return true;
  }
  const found = foundTool(tool);
  if (found) {
    const { file, version, by, fits } = found;
    const what = `${file}${version && ` ${version}`} (${by})`;
    report(fits ? `using ${what}` : `not using ${what}: ${tool.name} ${tool.existing?.needs} is needed`);
  }
  return found?.fits ?? false;
}

async function buildAll(
  waves: readonly Tool[][],
  report: (line: string) => void,
  built: (name: ToolName) => void
): Promise<void> {
  const all = waves.flat();
  if (all.length === 0) {
    return;
  }
  await checkGo();
  const unlock = await lockCache(report);
  try {
    const times = readTimes();
    sayHowLong(waves, times, report);
    for (const wave of waves) {
      await inParallel(
        wave,
        async (tool) => {
          await build(tool, `${all.indexOf(tool) + 1} of ${all.length}`, times, report);
          built(tool.name);
        },
        AT_ONCE
      );
    }
  } finally {
    unlock();
  }
}

async function build(tool: Tool, place: string, times: Times, report: (line: string) => void): Promise<void> {
  const target = builtFile(tool);
  if (existsSync(target)) {
    return;
  }
  const started = Date.now();
  const seconds = (): number => Math.round((Date.now() - started) / 1000);
  const elapsed = (): string => inWords(seconds());
  const last = times[tool.name];
  const usual =
    last !== undefined ? `took ${inWords(last)} the last time` : `takes about ${inWords(tool.expectedSeconds)}`;
  report(`building ${tool.name} (${place}): ${usual}`);
  const progress = setInterval(() => report(`building ${tool.name} (${place}): ${elapsed()}, ${usual}`), 30_000);
  const unfinished = `${target}.${process.pid}`;
  const discard = (): void => rmSync(unfinished, { force: true });
  process.once('exit', discard);
  try {
    const tags = tool.pure ? ['-tags', tool.pure.tags] : [];
    const args = ['build', '-o', unfinished, ...tags, '-ldflags', `-s -w ${tool.ldflags ?? ''}`, tool.package];
    const { code, output } = await run('go', args, path.join(MODULES, tool.module), tool.pure && { CGO_ENABLED: '0' });
    if (code !== 0) {
      throw new StackError(
        `building ${tool.name} failed after ${elapsed()}: go ${args.join(' ')} in stack/tools/${tool.module} said:\n` +
          `${output.split('\n').slice(-15).join('\n')}\n` +
          `Go needs the module proxy (go env GOPROXY), some 6 GB of disk and 3 GB of memory; fix that, then run it again.`
      );
    }
    renameSync(unfinished, target);
    keepTime(tool.name, seconds());
    report(`built ${tool.name} (${place}) in ${elapsed()}, ${Math.round(statSync(target).size / 1e6)} MB`);
  } finally {
    clearInterval(progress);
    process.off('exit', discard);
    discard();
  }
}

/** How many seconds the last build of each tool took. */
type Times = Partial<Record<ToolName, number>>;

const timesFile = (): string => path.join(binaries(), 'build-seconds.json');

function readTimes(): Times {
  try {
    return JSON.parse(readFileSync(timesFile(), 'utf8')) as Times;
  } catch {
    return {};
  }
}

function keepTime(name: ToolName, seconds: number): void {
  writeFileSync(timesFile(), JSON.stringify({ ...readTimes(), [name]: seconds }, null, 2));
}

function sayHowLong([page = [], rest = []]: readonly Tool[][], times: Times, report: (line: string) => void): void {
  const sum = (tools: readonly Tool[]): number =>
    tools.reduce((seconds, { name, expectedSeconds }) => seconds + (times[name] ?? expectedSeconds), 0) / AT_ONCE;
  const all = `building ${page.length + rest.length} programs, once: about ${inWords(sum([...page, ...rest]))}`;
  report(
    page.length > 0 && rest.length > 0 ? `${all}, and ${inWords(sum(page))} of it until the page can be shown` : all
  );
}

const inWords = (seconds: number): string =>
  seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;

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
function run(
  command: string,
  args: string[],
  cwd: string,
  variables: Record<string, string> = {}
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, GOFLAGS: '-buildvcs=false', GOWORK: 'off', ...variables };
    const child = execFile(command, args, { cwd, env, maxBuffer: Infinity }, (error, stdout, stderr) => {
      process.off('exit', end);
      resolve({ code: error ? 1 : 0, output: stdout + stderr || String(error) });
    });
    // SIGINT, not SIGTERM: then Go deletes its working folder.
    const end = (): void => void child.kill('SIGINT');
    process.once('exit', end);
  });
}
