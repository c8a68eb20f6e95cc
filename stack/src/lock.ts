import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isRunning, startTimeOf, type StartedProcess } from './process.ts';

let taken = 0;

/**
 * Waits until no one else, in this process or another, holds the lock, and takes it. The lock of a dead process
 * counts for nothing.
 *
 * @param waiting is called once, where somebody holds it
 * @returns what gives it back
 */
export async function lock(file: string, waiting: () => void = () => undefined): Promise<() => void> {
  // Written, then linked: a lock file always has its owner in it.
  const mine = `${file}.${process.pid}.${taken++}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, started: startTimeOf(process.pid) }));
  try {
    for (let isReported = false; !link(mine, file); isReported = true) {
      if (!isReported) {
        waiting();
      }
      await delay(20);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => rmSync(file, { force: true });
}

function link(mine: string, file: string): boolean {
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
  }
  if (!isHeld(file)) {
    rmSync(file, { force: true });
  }
  return false;
}

function isHeld(file: string): boolean {
  try {
    return isRunning(JSON.parse(readFileSync(file, 'utf8')) as StartedProcess);
  } catch {
    return false;
  }
}
