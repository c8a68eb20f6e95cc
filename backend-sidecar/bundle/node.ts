import manifest from '../package.json' with { type: 'json' };

/**
 * Flags for Node that keep V8's heap near what is in use. Without them the young generation grows to 3 × 16 MiB while a list
 * is read and stays so, and the old one grows to three times what is in use before it is collected. `gc` returns what a long
 * list took. V8 reads them only when it starts, so they belong to the command line.
 */
export const NODE_FLAGS: readonly string[] = [
  '--min-semi-space-size=2',
  '--max-semi-space-size=2',
  '--heap-growing-percent=40',
  '--expose-gc',
];

/** Node's environment: one arena, as glibc otherwise keeps free memory for each of V8's threads. */
export const NODE_ENVIRONMENT = { MALLOC_ARENA_MAX: '1' };

/** The oldest Node that the collector runs on, `major.minor`: that of package.json's `engines`. */
export const OLDEST_NODE = manifest.engines.node.replace('>=', '');

/** What stands before the bundle: how it is started, and a clear error from a Node that is too old. */
export function banner(): string {
  const [major, minor] = OLDEST_NODE.split('.');
  const variables = Object.entries(NODE_ENVIRONMENT).map(([name, value]) => `${name}=${value}`);
  return `#!/usr/bin/env -S ${[...variables, 'node', ...NODE_FLAGS].join(' ')}
import { createRequire as createRequireForBundle } from 'node:module';
const [nodeMajor, nodeMinor] = process.versions.node.split('.').map(Number);
if (nodeMajor < ${major} || (nodeMajor === ${major} && nodeMinor < ${minor})) {
  process.stderr.write('loki-event-collector needs Node >= ${OLDEST_NODE}, this is ' + process.versions.node + '\\n');
  process.exit(2);
}
const require = createRequireForBundle(import.meta.url);`;
}
