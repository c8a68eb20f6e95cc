/**
 * `make coverage`: runs the unit tests with coverage and prints the covered lines of each folder as a Markdown table.
 *
 * Tests on real servers start the collector as a process of its own. What they cover is not counted.
 */
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type Covered, coveredByFolder } from './lcov.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const OUT = path.join(ROOT, 'coverage');
const UNITS = ['pkg/*/test/**/*.test.ts', 'backend-sidecar/{src,test}/**/*.test.ts'];

function run(command: string, args: string[]): void {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) {
    console.error(`${stdout}\n${stderr}`);
    throw new Error(`${command} ${args[0]} ended with ${status}: fix the failing tests first (output above)`);
  }
}

rmSync(OUT, { recursive: true, force: true });
mkdirSync(OUT);
run(process.execPath, [
  '--test',
  '--experimental-test-coverage',
  '--test-coverage-include=pkg/*/src/**',
  '--test-coverage-include=backend-sidecar/src/**',
  '--test-reporter=lcov',
  '--test-reporter-destination=coverage/node.lcov',
  ...UNITS.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).sort(),
]);
run(process.execPath, [
  'node_modules/jest/bin/jest.js',
  '--ci',
  '--coverage',
  '--coverageReporters=lcovonly',
  '--collectCoverageFrom=src/**/*.{ts,tsx}',
]);

const reports = globSync('coverage/*.{lcov,info}', { cwd: ROOT }).map((file) => readFileSync(path.join(ROOT, file), 'utf8'));
const percent = ({ hit, found }: Covered): string => `${((100 * hit) / found).toFixed(1)} %`;
console.log('| folder | lines | covered |\n| --- | ---: | ---: |');
for (const [folder, covered] of coveredByFolder(reports, ROOT)) {
  console.log(`| ${folder} | ${covered.found} | ${percent(covered)} |`);
}
