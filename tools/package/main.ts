/**
 * `make package`: the plugin as the catalogue and Grafana want it, with its checksums, and the chart, in artifacts/.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { binaryOf, buildTools } from '../../stack/src/build.ts';
import { packPlugin } from './plugin.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const artifacts = path.join(ROOT, 'artifacts');

mkdirSync(artifacts, { recursive: true });
for (const file of packPlugin(path.join(ROOT, 'dist'), artifacts, lastChange())) {
  console.log(path.relative(ROOT, file));
}
await buildTools(['helm'], (line) => console.error(line));
execFileSync(binaryOf('helm'), ['package', path.join(ROOT, 'deploy/chart'), '--destination', artifacts], {
  stdio: ['ignore', 'inherit', 'inherit'],
});

/** The time of what is packed, so that the same sources give the same files: SOURCE_DATE_EPOCH, else the last commit. */
function lastChange(): Date {
  const { SOURCE_DATE_EPOCH: epoch } = process.env;
  const seconds = epoch || execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: ROOT, encoding: 'utf8' });
  return new Date(Number(seconds) * 1000);
}
