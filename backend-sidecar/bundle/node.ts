import manifest from '../package.json' with { type: 'json' };

/**
 * Flags for Node that keep V8's heap near what is in use, and return memory to the system soon after a list. Without
 * them the young generation grows to 3 × 16 MiB while a list is read and stays so, and the old one grows to three times
 * what is in use before it is collected. V8 reads them only when it starts, so they belong to the command line.
 */
export const NODE_FLAGS: readonly string[] = [
  '--optimize-for-size',
  '--semi-space-growth-factor=1',
  '--heap-growing-percent=30',
];

/** The oldest Node that the collector runs on, `major.minor`: that of package.json's `engines`. */
export const OLDEST_NODE = manifest.engines.node.replace('>=', '');

/** What stands before the bundle: how it is started, and a clear error from a Node that is too old. */
export function banner(): string {
  const [major, minor] = OLDEST_NODE.split('.');
  return `#!/usr/bin/env -S node ${NODE_FLAGS.join(' ')}
import { createRequire as createRequireForBundle } from 'node:module';
const [nodeMajor, nodeMinor] = process.versions.node.split('.').map(Number);
if (nodeMajor < ${major} || (nodeMajor === ${major} && nodeMinor < ${minor})) {
  process.stderr.write('loki-event-collector needs Node >= ${OLDEST_NODE}, this is ' + process.versions.node + '\\n');
  process.exit(2);
}
const require = createRequireForBundle(import.meta.url);`;
}
