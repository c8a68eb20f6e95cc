/** What runs in the namespaces of a real node. Takes the stack's data folder and the API server's port; ends with its input. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { binaryOf } from '../build.ts';
import { CONTAINERD_SOCKET, KERNEL_SETTINGS, writeConfiguration } from './configuration.ts';
import { busyboxImage } from './images.ts';
import { DISK_MOUNT, layoutOf, NODE_ADDRESS, NODE_KIND, NODE_NAME, REGISTRY_PORT } from './layout.ts';
import { serveNoNames } from './names.ts';
import { serveRegistry } from './registry.ts';
import { connectProxy, relay } from './relay.ts';
import { commandFile } from './requirements.ts';

const LOGS = '/var/log';
const NAMES = '/etc/resolv.conf';
const RESTART_MS = 1_000;

const [data = '', port = ''] = process.argv.slice(2);
const layout = layoutOf(data);

process.stdin.on('end', () => process.exit()).resume();

const configuration = writeConfiguration(layout);
mountAll();
run('ip', 'link', 'set', 'lo', 'up');
run('ip', 'address', 'add', `${NODE_ADDRESS}/32`, 'dev', 'lo');
await serveRegistry(busyboxImage(commandFile('busybox') ?? 'busybox', layout.images), REGISTRY_PORT);
for (const address of ['127.0.0.1', NODE_ADDRESS]) {
  await serveNoNames(address);
}
await relay({ host: '127.0.0.1', port: Number(port) }, { path: layout.apiSocket });
await connectProxy(layout.nodeSocket);

const log = openSync(path.join(data, 'logs/containerd.log'), 'a');
const containerd = spawn(binaryOf('containerd'), ['--config', configuration.containerd], {
  stdio: ['ignore', log, log],
});
containerd.on('exit', (code) => {
  console.error(`containerd ended with code ${code}`);
  process.exit(1);
});
while (!existsSync(CONTAINERD_SOCKET)) {
  await delay(50);
}
startKubelet();

function startKubelet(): void {
  const args = [
    `--config=${configuration.kubelet}`,
    `--kubeconfig=${path.join(data, 'credentials/kubelet.kubeconfig')}`,
    `--root-dir=${DISK_MOUNT}/kubelet`,
    `--cert-dir=${DISK_MOUNT}/kubelet/pki`,
    `--hostname-override=${NODE_NAME}`,
    `--node-ip=${NODE_ADDRESS}`,
    `--node-labels=${NODE_KIND.key}=${NODE_KIND.value}`,
  ];
  const kubelet = spawn(binaryOf('kubelet'), args, { stdio: ['ignore', 'inherit', 'inherit'] });
  kubelet.on('exit', (code) => {
    // It gives up if containerd listens and is not ready yet.
    console.error(`kubelet ended with code ${code}, and is started again`);
    setTimeout(startKubelet, RESTART_MS);
  });
}

function mountAll(): void {
  const names = existsSync(NAMES) ? realpathSync(NAMES) : NAMES;
  run('mount', '-o', 'loop', layout.disk, DISK_MOUNT);
  run('mount', '-t', 'tmpfs', 'tmpfs', '/run');
  mkdirSync(path.join(DISK_MOUNT, 'log'), { recursive: true });
  run('mount', '--bind', path.join(DISK_MOUNT, 'log'), LOGS);
  if (names.startsWith('/run/')) {
    mkdirSync(path.dirname(names), { recursive: true });
    writeFileSync(names, '');
  }
  run('mount', '--bind', configuration.names, names);
  for (const name of Object.keys(KERNEL_SETTINGS)) {
    run('mount', '--bind', configuration.kernelSetting(name), path.join('/proc/sys', name));
  }
  run('mount', '--make-rshared', '/');
}

function run(command: string, ...args: string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
}
