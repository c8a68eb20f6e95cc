import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A started process. Its start time identifies it, as pids are reused. */
export interface StartedProcess {
  pid: number;
  started: string;
}

export interface Command {
  command: string;
  args: readonly string[];
  env?: Record<string, string>;
  cwd?: string;
}

/** Starts a process that outlives this one, its output appended to a log file. */
export function startDetached({ command, args, env, cwd }: Command, log: string): StartedProcess {
  mkdirSync(path.dirname(log), { recursive: true });
  const output = openSync(log, 'a');
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
    cwd,
  });
  // A process that could not be started counts as dead; its log has the reason.
  child.on('error', () => undefined);
  child.unref();
  closeSync(output);
  const pid = child.pid ?? 0;
  return { pid, started: startTimeOf(pid) };
}

/** The start time of a process, in the system's unit; empty if there is no such process. */
export function startTimeOf(pid: number): string {
  try {
    if (existsSync('/proc/self/stat')) {
      // The name, in parentheses, may hold anything; the start time is the 20th field behind it.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      return fields[0] === 'Z' ? '' : (fields[19] ?? '');
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

export function isRunning({ pid, started }: StartedProcess): boolean {
  return pid > 0 && started !== '' && startTimeOf(pid) === started;
}

/** Sends a signal to that process, not to a later one with its pid. False if it has ended. */
export function signal(target: StartedProcess, name: NodeJS.Signals): boolean {
  if (!isRunning(target)) {
    return false;
  }
  try {
    return process.kill(target.pid, name);
  } catch {
    return false;
  }
}

/** Ends a process: with SIGTERM, and with SIGKILL if it still runs after `graceMs`. */
export async function end(target: StartedProcess, graceMs = 10_000): Promise<void> {
  signal(target, 'SIGCONT');
  signal(target, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (isRunning(target)) {
    if (Date.now() > deadline) {
      signal(target, 'SIGKILL');
    }
    await delay(20);
  }
}
