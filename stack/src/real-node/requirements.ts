import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmdirSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from '../build.ts';
import { StackError } from '../errors.ts';
import { hierarchies } from './cgroups.ts';

/** The commands that a node runs, with their packages in Debian. */
const COMMANDS: ReadonlyArray<readonly [command: string, debianPackage: string]> = [
  ['runc', 'runc'],
  ['busybox', 'busybox-static'],
  ['mkfs.ext4', 'e2fsprogs'],
  ['ip', 'iproute2'],
  ['mount', 'mount'],
  ['unshare', 'util-linux'],
];
const PLUGINS = ['bridge', 'host-local', 'loopback'];
const PLUGIN_FOLDERS = ['/usr/lib/cni', '/opt/cni/bin', '/usr/libexec/cni'];

/** What the node's own mounts hide from it. */
const HIDDEN = ['/run', '/var/lib', '/var/log'];

/** The PATH, and where Debian has root's commands. */
export const NODE_PATH = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`;
/** Makes the namespaces of a node. */
export const UNSHARE = [
  '--mount',
  '--propagation',
  'private',
  '--pid',
  '--fork',
  '--kill-child',
  '--mount-proc',
  '--net',
];

/** Where a command is. */
export const commandFile = (name: string): string | undefined =>
  NODE_PATH.split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));

/** The folder that has the network plugins. */
export const pluginFolder = (): string | undefined =>
  PLUGIN_FOLDERS.find((folder) => PLUGINS.every((plugin) => existsSync(path.join(folder, plugin))));

/**
 * Checks that a real node can run here.
 *
 * @throws StackError all that keeps it from that, and what to do about it
 */
export function checkNode(data: string): void {
  const hidden = [data, cacheFolder(), process.execPath, import.meta.dirname].find((file) =>
    HIDDEN.some((folder) => path.resolve(file).startsWith(`${folder}/`))
  );
  const faults = [
    ...nodeFaults(),
    ...(hidden ? [`it mounts its own ${HIDDEN.join(', ')}, and would not find ${hidden}: keep that elsewhere`] : []),
  ];
  if (faults.length > 0) {
    throw new StackError(['a real node cannot run here:', ...faults].join('\n  '));
  }
}

/** What keeps a real node from running on this machine, and what to do about it; empty if nothing does. */
export function nodeFaults(): string[] {
  if (process.platform !== 'linux') {
    return [`this is ${process.platform}: run it on Linux`];
  }
  if (process.getuid?.() !== 0) {
    return ['it makes mounts, namespaces and control groups: run it as root'];
  }
  return [missingPackages(), noGroups(), noNamespaces(), noLoopDevice()].filter((fault) => fault !== '');
}

function missingPackages(): string {
  const packages = COMMANDS.filter(([command]) => !commandFile(command)).map(([, name]) => name);
  if (!pluginFolder()) {
    packages.push('containernetworking-plugins');
  }
  return packages.length > 0 ? `programs are missing: apt-get install ${packages.join(' ')}` : '';
}

function noGroups(): string {
  const probe = `kubernetes-events-probe-${process.pid}`;
  try {
    for (const folder of hierarchies()) {
      mkdirSync(path.join(folder, probe));
      rmdirSync(path.join(folder, probe));
    }
    return hierarchies().length > 0 ? '' : 'no control groups are mounted: mount them in /sys/fs/cgroup';
  } catch (error) {
    return `control groups cannot be made (${String(error)}): run it where /sys/fs/cgroup can be written`;
  }
}

function noNamespaces(): string {
  const probe = ['mount', '-t', 'tmpfs', 'tmpfs', '/run'];
  const { status, stderr, error } = spawnSync('unshare', [...UNSHARE, ...probe], { encoding: 'utf8' });
  return status === 0 || (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT'
    ? ''
    : `mounts in a namespace are refused (${(stderr ?? String(error)).trim()}): run it with CAP_SYS_ADMIN, outside of a container`;
}

const noLoopDevice = (): string =>
  existsSync('/dev/loop-control') ? '' : 'there is no /dev/loop-control: load the kernel module loop';
