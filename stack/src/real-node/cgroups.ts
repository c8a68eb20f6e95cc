import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { StackError } from '../errors.ts';

const END_MS = 30_000;

/** Where control groups are: one folder a hierarchy (version 1), or one alone (version 2). */
export function hierarchies(): string[] {
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '));
  const of = (wanted: string): string[] =>
    mounts.filter(([, , type]) => type === wanted).map(([, folder]) => folder ?? '');
  return of('cgroup').length > 0 ? [...of('cgroup'), ...of('cgroup2')] : of('cgroup2').slice(0, 1);
}

/** Makes a control group in each hierarchy. */
export function makeGroups(name: string): void {
  for (const hierarchy of hierarchies()) {
    mkdirSync(path.join(hierarchy, name), { recursive: true });
    if (readdirSync(hierarchy).includes('cgroup.subtree_control')) {
      hand(hierarchy, name);
    }
    for (const file of readdirSync(hierarchy).filter((file) => /^cpuset\.(cpus|mems)$/.test(file))) {
      // A new group of version 1 may use no processor and no memory.
      writeFileSync(path.join(hierarchy, name, file), readFileSync(path.join(hierarchy, file)));
    }
  }
  mkdirSync(processesOf(name));
}

/** Version 2 hands controllers down from group to group. */
function hand(hierarchy: string, name: string): void {
  const controllers = readFileSync(path.join(hierarchy, 'cgroup.controllers'), 'utf8').trim().split(/\s+/);
  for (const controller of controllers.filter(Boolean)) {
    for (const group of [hierarchy, path.join(hierarchy, name)]) {
      writeFileSync(path.join(group, 'cgroup.subtree_control'), `+${controller}`);
    }
  }
}

/** The group for the node's own processes: as long as it is there, one of them runs. */
export const processesOf = (name: string): string => path.join(hierarchies()[0] ?? '', name, 'node');

/**
 * Removes the groups of that name, once their processes have ended.
 *
 * @throws StackError if they still run after half a minute
 */
export async function removeGroups(name: string): Promise<void> {
  const deadline = Date.now() + END_MS;
  while (!hierarchies().every((hierarchy) => remove(path.join(hierarchy, name)))) {
    if (Date.now() > deadline) {
      throw new StackError(
        `processes of the real node do not end: end those that ${processesOf(name)}/cgroup.procs lists`
      );
    }
    await delay(50);
  }
}

function remove(folder: string): boolean {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) {
        remove(path.join(folder, entry.name));
      }
    }
    rmdirSync(folder);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}
