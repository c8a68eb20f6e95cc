import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { type Comparison } from '../../bench/results.ts';

const BENCH = path.join(import.meta.dirname, '../../bench/main.ts');
const COLLECTOR = path.join(import.meta.dirname, '../../backend-sidecar/dist/main.js');

test('a quick run measures the collector beside a rival, and loses nothing', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const json = path.join(folder, 'bench.json');
  // The collector itself, identified by a label of its own.
  const config = '{"receivers":{"loki":{"url":"{push}"}},"staticLabels":{"rival":"yes"}}';
  const command = `echo '${config}' > rival.json; exec '${process.execPath}' '${COLLECTOR}' -c rival.json`;
  const rival = `other|{rival="yes"}|${command}`;
  const args = [BENCH, '--quick', '--only', 'micro,latency,burst,backlog', '--json', json, '--rival', rival];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  assert.match(stdout, /all of it/);
  assert.match(stdout, /to best rival/);
  const { comparisons, micro } = JSON.parse(readFileSync(json, 'utf8')) as {
    comparisons: Comparison[];
    micro: Array<{ eventsPerSecond: number }>;
  };
  assert.ok(micro.every(({ eventsPerSecond }) => eventsPerSecond > 0));
  const figures = (measure: string): Array<Record<string, number>> =>
    comparisons.filter((row) => row.measure === measure).map((row) => row.figures);
  assert.deepEqual(figures('missing'), [
    { collector: 0, other: 0 },
    { collector: 0, other: 0 },
  ]);
  assert.deepEqual(figures('twice'), figures('missing'));
  assert.deepEqual(figures('calmMissing'), [{ floor: 0, collector: 0, other: 0 }]);
});

test('a command that cannot work is an error that shows what it said', () => {
  const args = [
    BENCH,
    '--quick',
    '--only',
    'burst',
    '--json',
    '/dev/null',
    '--rival',
    'broken|{a="b"}|echo no way; exit 1',
  ];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stderr, /broken ended on its own; the end of its log:\nno way/);
});
