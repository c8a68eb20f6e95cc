import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import path from 'node:path';

/**
 * A program in mount and process namespaces of its own, and by choice in a network of its own. When it ends, so do all
 * processes that it has left behind, its mounts and its network.
 */
export class Namespaces {
  readonly #unshare: ChildProcess;
  readonly #exited: Promise<unknown>;
  readonly #log: string;

  private constructor(unshare: ChildProcess, log: string) {
    this.#unshare = unshare;
    this.#exited = once(unshare, 'exit');
    this.#log = log;
  }

  /** @param script of the shell; its `exec` becomes the program */
  static start(script: string, log: string, { network }: { network: boolean }): Namespaces {
    const output = openSync(log, 'w');
    const args = [...UNSHARE, ...(network ? ['--net'] : []), 'sh', '-euc', script];
    return new Namespaces(spawn('unshare', args, { stdio: ['ignore', output, output] }), log);
  }

  /** The program's process, as this process sees it. */
  get pid(): number {
    const { pid } = this.#unshare;
    const child = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    if (!child) {
      throw new Error('the program has not started yet');
    }
    return Number(child);
  }

  /** Throws with the end of the log once the program has ended. */
  assertRunning(): void {
    const { exitCode, signalCode } = this.#unshare;
    if (exitCode !== null || signalCode !== null) {
      throw new Error(`ended with ${exitCode ?? signalCode}:\n${readFileSync(this.#log, 'utf8').slice(-4000)}`);
    }
  }

  /** The command that runs another one in this network. */
  inside(): string[] {
    return ['nsenter', '--net', `--target=${this.pid}`];
  }

  /** Asks the program to end, and resolves when all of it is gone. */
  async end(): Promise<void> {
    if (this.#unshare.exitCode === null && this.#unshare.signalCode === null) {
      process.kill(this.pid, 'SIGTERM');
      await this.#exited;
    }
  }
}

/** `--kill-child`: what this process started ends with it. */
const UNSHARE = ['--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];

/** Why this process cannot make namespaces; undefined if it can. */
export function whyNoNamespaces(): string | undefined {
  const missing = ['unshare', 'nsenter'].find((command) => !isInstalled(command));
  if (missing) {
    return `there is no ${missing}`;
  }
  const { status, stderr } = spawnSync('unshare', [...UNSHARE, '--net', 'true'], { encoding: 'utf8' });
  return status === 0 ? undefined : `namespaces are not allowed: ${stderr.trim()}`;
}

export function isInstalled(command: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Deletes the control groups that containers have left, in each hierarchy. */
export function deleteCgroups(name: string): void {
  const mount = '/sys/fs/cgroup';
  for (const hierarchy of ['.', ...readdirSync(mount)]) {
    deleteGroup(path.join(mount, hierarchy, name));
  }
}

function deleteGroup(group: string): void {
  if (existsSync(group)) {
    // The files in it cannot be deleted, and need not be.
    const below = readdirSync(group, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    below.forEach((entry) => deleteGroup(path.join(group, entry.name)));
    rmdirSync(group);
  }
}
