/**
 * `make package`: the plugin as the catalogue and Grafana want it, the chart, and `kubectl event-history` for each system that it
 * can be built for here, with their checksums, in artifacts/.
 *
 * `node tools/package/main.ts executables` makes the last ones alone.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { binaryOf, buildTools } from '../../stack/src/build.ts';
import { packExecutable, targetsOn } from './executables.ts';
import { writeManifests } from './manifests.ts';
import { packPlugin } from './plugin.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const artifacts = path.join(ROOT, 'artifacts');

const time = lastChange();
mkdirSync(artifacts, { recursive: true });
if (process.argv[2] !== 'executables') {
  packPlugin(path.join(ROOT, 'dist'), artifacts, time).forEach(report);
  await buildTools(['helm'], (line) => console.error(line));
  execFileSync(binaryOf('helm'), ['package', path.join(ROOT, 'deploy/chart'), '--destination', artifacts], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
for (const target of targetsOn(process.platform)) {
  report(packExecutable(target, artifacts, time));
}
writeManifests(artifacts).forEach(report);

function report(file: string): void {
  console.log(path.relative(ROOT, file));
}

/** The time of what is packed, so that the same sources give the same files: SOURCE_DATE_EPOCH, else the last commit. */
function lastChange(): Date {
  const { SOURCE_DATE_EPOCH: epoch } = process.env;
  const seconds = epoch || execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: ROOT, encoding: 'utf8' });
  return new Date(Number(seconds) * 1000);
}
