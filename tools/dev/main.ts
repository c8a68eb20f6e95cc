/**
 * `make dev`: runs the collector and the app of the running stack from their sources. A change restarts the collector,
 * or rebuilds the app and reloads the page. `node tools/dev/main.ts NAME` does so for a stack of another name.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { NODE_ENVIRONMENT, NODE_FLAGS } from '../../backend-sidecar/bundle/node.ts';
import { openStack } from '../../stack/src/stack.ts';
import { defaultData } from '../../stack/src/state.ts';

const ROOT = path.join(import.meta.dirname, '../..');

const stack = openStack(defaultData(process.argv[2] ?? 'default'), console.error);
if (!stack?.isRunning('kube-apiserver')) {
  console.error('the stack does not run: start it with `make up STACK=native`, then run `make dev` again');
  process.exit(1);
}
if (stack.isRunning('collector')) {
  await stack.signal('collector', 'SIGTERM');
}

const env = { ...process.env, ...NODE_ENVIRONMENT, KUBECONFIG: stack.kubeconfig('collector') };
const config = path.join(stack.state.data, 'collector.json');
const start = (args: string[]): ChildProcess => spawn(process.execPath, args, { cwd: ROOT, env, stdio: 'inherit' });
const children = [
  start(['--watch', '--watch-preserve-output', ...NODE_FLAGS, 'backend-sidecar/src/main.ts', '-c', config]),
  start(['node_modules/webpack/bin/webpack.js', '-w', '-c', './webpack.config.ts', '--env', 'development']),
];
console.log(
  `App: ${stack.state.addresses.app ?? 'not running'}. Ctrl-C ends; \`make up\` starts the built collector again.`
);

// Ctrl-C reaches the children, too: they must not get it twice.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => children.forEach((child) => child.kill('SIGTERM')));
