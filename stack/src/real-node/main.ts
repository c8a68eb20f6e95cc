/**
 * A real node: kubelet, containerd and containers, in namespaces and control groups of their own. All of it ends with this
 * process. Takes the stack's data folder.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeGroups, processesOf, removeGroups } from './cgroups.ts';
import { DISK_BYTES, layoutOf } from './layout.ts';
import { relay } from './relay.ts';
import { commandFile, NODE_PATH, UNSHARE } from './requirements.ts';

/**
 * The first process of the node's namespace: when it ends, the kernel ends all others. It enters the control group, and
 * waits for the program and for all processes that lost their parents.
 */
const INIT = 'echo 0 >"$1/cgroup.procs"; shift; exec 3<&0; "$@" <&3 & wait $!';

const [data = '', port = ''] = process.argv.slice(2);
const layout = layoutOf(data);

await removeGroups(layout.groups);
mkdirSync(layout.folder, { recursive: true });
makeDisk(layout.disk);
makeGroups(layout.groups);
await relay({ path: layout.apiSocket }, { host: '127.0.0.1', port: Number(port) });

const inside = [process.execPath, path.join(import.meta.dirname, 'inside.ts'), data, port];
const node = spawn('unshare', [...UNSHARE, 'sh', '-c', INIT, 'sh', processesOf(layout.groups), ...inside], {
  // The node ends when its input does, however this process ends.
  stdio: ['pipe', 'inherit', 'inherit'],
  env: { ...process.env, PATH: NODE_PATH },
});
node.on('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => node.stdin.end());
}

/** As a machine's disk, it stays between starts. */
function makeDisk(file: string): void {
  if (!existsSync(file)) {
    writeFileSync(file, '');
    truncateSync(file, DISK_BYTES);
    execFileSync(commandFile('mkfs.ext4') ?? 'mkfs.ext4', ['-q', '-F', file], { stdio: 'inherit' });
  }
}
