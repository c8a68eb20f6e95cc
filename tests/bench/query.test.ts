import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { movedLabels } from '../../bench/query/adaptive.ts';
import { type Asked, type Asking, QUESTIONS } from '../../bench/query/asked.ts';
import { PROGRAM_SHAPES } from '../../bench/query/programs.ts';
import { queryTables } from '../../bench/query/tables.ts';
import { answerOf, type Measured } from '../../bench/scenarios/query.ts';
import { type Event, timestampOf } from '../../pkg/event/src/index.ts';
import { RARE_WORD } from '../loki/made.ts';
import { volumeEvents, workloadOf } from '../loki/volume.ts';

const BENCH = path.join(import.meta.dirname, '../../bench/main.ts');
const HOUR_MS = 3_600_000;

/** Runs the scenario alone. */
function run(t: TestContext, ...args: string[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-test-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const json = path.join(folder, 'bench.json');
  const { status, stdout, stderr } = spawnSync(process.execPath, [BENCH, '--only', 'query', '--json', json, ...args], {
    encoding: 'utf8',
  });
  const { queries } = JSON.parse(readFileSync(json, 'utf8')) as { queries: Measured[] };
  return { status, stdout, stderr, queries };
}

test('the usual shapes hold the same events, and answer each question of the app', (t) => {
  const { status, stdout, stderr, queries } = run(t, '--events', '2000');
  assert.equal(status, 0, stderr);
  assert.deepEqual(
    queries.map(({ shape, events }) => [shape, events]),
    [
      ['four-labels', 2000],
      ['adaptive', 2000],
      ['alloy', 2000],
    ]
  );
  const found = queries.map(({ asked }) => QUESTIONS.map((question) => (asked[question] as Asked | undefined)?.found));
  const [fourLabels, adaptive, alloy] = found;
  assert.ok(fourLabels);
  assert.ok(fourLabels.every((count) => count !== undefined && count > 0));
  assert.deepEqual(adaptive, fourLabels);
  // Alloy's events have no page of problems; everything else is the same.
  assert.deepEqual(alloy, fourLabels.with(-1, undefined));
  for (const { kept, asked } of queries) {
    assert.ok(kept.chunks >= kept.streams && kept.cpuMs > 0 && kept.diskBytes < kept.rawBytes);
    const { lines, chunks, queries: asking, cpuS } = asked['counts by type'] as Asked;
    assert.ok(
      lines >= 2000 && chunks >= kept.chunks && asking > 1 && cpuS > 0,
      `${lines} lines, ${chunks} of ${kept.chunks} chunks, ${asking} queries, ${cpuS} s`
    );
  }
  assert.match(stdout, /\*\*Counts by reason\*\*/);
});

test('the shapes of other programs hold the same events', (t) => {
  const shapes = ['adaptive', ...Object.keys(PROGRAM_SHAPES)];
  const { status, stderr, queries } = run(t, '--events', '1000', '--shapes', shapes.join());
  assert.equal(status, 0, stderr);
  const found = queries.map(({ asked }) => QUESTIONS.map((question) => (asked[question] as Asked | undefined)?.found));
  const [adaptive, ...others] = found;
  assert.equal(others.length, 5);
  for (const [at, ofProgram] of others.entries()) {
    assert.deepEqual(ofProgram, adaptive?.with(-1, undefined), shapes[at + 1]);
  }
});

test('problems are those of workloads, which have several pods each', (t) => {
  const shapes = 'adaptive,no-workload';
  const { status, stderr, queries } = run(t, '--events', '10000', '--shapes', shapes, '--questions', 'problems');
  assert.equal(status, 0, stderr);
  const [ofWorkloads, ofPods] = queries.map(({ asked }) => (asked.problems as Asked).found);
  assert.ok(ofWorkloads! > 0);
  assert.ok(ofPods! > 2 * ofWorkloads!, `${ofPods} problems of pods, ${ofWorkloads} of workloads`);
});

test('a question that Loki refuses is shown with what Loki said, and the others are measured', (t) => {
  const config = '{"limits_config":{"max_query_length":"1m"}}';
  // Of the last 18 s; problems look at a minute at least.
  const { status, stderr, queries } = run(t, '--events', '200', '--shapes', 'adaptive', '--loki-config', config);
  assert.equal(status, 0, stderr);
  const { 'rare word': rareWord, problems } = queries[0]!.asked;
  assert.equal((rareWord as Asked).found, 1);
  assert.match((problems as { failed: string }).failed, /query time range exceeds the limit/);
});

test('events that Loki refuses end the bench with what Loki said', (t) => {
  const config = '{"limits_config":{"max_line_size":"100B"}}';
  const { status, stderr, queries } = run(t, '--events', '200', '--shapes', 'adaptive', '--loki-config', config);
  assert.equal(status, 1);
  assert.match(stderr, /Loki refused the push: 400 .*max entry size/);
  assert.deepEqual(queries, []);
});

test('the adaptive shape has the labels that the collector decides on for the volume', () => {
  const to = 24 * HOUR_MS;
  assert.deepEqual(movedLabels({ events: 1_000_000, from: 0, to }), ['_host']);
  assert.deepEqual(movedLabels({ events: 1_000, from: 0, to }), []);
});

test('events of pods are as many as asked for, in order, within the range, each once, and have a workload', () => {
  const volume = { events: 20_000, from: 0, to: HOUR_MS, pattern: 'pods' } as const;
  const events = [...volumeEvents(volume)];
  const [first] = events;
  const msOf = (event: Event): number => Number(timestampOf(event)) / 1e6;
  assert.equal(events.length, volume.events);
  const revisions = events.map(({ metadata }) => `${metadata!.name} ${metadata!.resourceVersion}`);
  assert.equal(new Set(revisions).size, volume.events);
  assert.match(first!.message!, new RegExp(RARE_WORD));
  const times = events.map(msOf);
  assert.ok(times[0]! > -1000 && times.at(-1)! <= volume.to, `${times[0]} to ${times.at(-1)}`);
  assert.ok(times.every((ms, at) => at === 0 || Math.floor(ms / 1000) >= Math.floor(times[at - 1]! / 1000)));
  assert.ok(events.every((event) => /^(Deployment\/web|CronJob\/report)-\d+$/.test(workloadOf(event))));
  const [scheduled] = events.filter(({ reason }) => reason === 'Scheduled').slice(100);
  const { uid } = scheduled!.involvedObject!;
  const started = events.find(({ reason, involvedObject }) => reason === 'Started' && involvedObject?.uid === uid);
  assert.ok(msOf(started!) - msOf(scheduled!) < 3_000);
  const again = events.slice(volume.events / 2).find(({ count }) => count === 2)!;
  const once = events.filter(({ metadata }) => metadata?.name === again.metadata!.name);
  assert.deepEqual(
    once.slice(0, 2).map(({ count }) => count),
    [1, 2]
  );
  assert.deepEqual(movedLabels({ ...volume, events: 60_000, to: 1.5 * HOUR_MS }), ['_host']);
});

test('events of pods answer each question of the app alike in each shape', (t) => {
  const { status, stderr, queries } = run(t, '--events', '2000', '--pattern', 'pods', '--shapes', 'adaptive,alloy');
  assert.equal(status, 0, stderr);
  const [adaptive, alloy] = queries.map(({ asked }) =>
    QUESTIONS.map((question) => (asked[question] as Asked | undefined)?.found)
  );
  assert.ok(adaptive!.every((count) => count !== undefined && count > 0));
  assert.deepEqual(alloy, adaptive!.with(-1, undefined));
});

const answer = (wholeS: number): Asked => ({
  firstS: wholeS / 2,
  wholeS,
  cpuS: wholeS * 1.5,
  queries: 3,
  chunks: 10,
  bytes: 2 ** 20,
  lines: 1000,
  found: 7,
});

/** A bed of ten events, and an app that finds these numbers of them, one after the other. */
const bed = { shape: 'adaptive', pid: process.pid, kept: { events: 10 }, asking: {} as Asking };
const finding = (...found: number[]) => ({ ask: () => Promise.resolve({ ...answer(1), found: found.shift()! }) });

test('a count that lacks an event is asked for again', async () => {
  const asked = await answerOf(finding(9, 10), 'counts by kind', bed);
  assert.equal((asked as Asked).found, 10);
});

test('counts that are wrong each time, or too high, end the bench', async () => {
  await assert.rejects(answerOf(finding(9, 9, 9), 'counts by kind', bed), /found 9 events in place of 10/);
  await assert.rejects(answerOf(finding(11, 10), 'counts by kind', bed), /found 11 events in place of 10/);
});

const measured = (events: number, shape: string, diskBytes: number, wholeS: number): Measured => ({
  events,
  hours: 2.4,
  shape,
  load: [1, 2],
  kept: { events, seconds: 5, rawBytes: events * 600, diskBytes, streams: 66, chunks: 132, cpuMs: 10 },
  asked: { 'rare word': answer(wholeS), problems: { failed: 'a | b' } },
});

test('tables compare each shape with Alloy of the same number of events, and show growth', () => {
  const tables = queryTables([
    measured(1000, 'adaptive', 30_000, 0.5),
    measured(1000, 'alloy', 20_000, 0.25),
    measured(5000, 'adaptive', 150_000, 2),
  ]);
  const table = (title: string): string =>
    tables.split(/\n\n(?=\*\*)/).find((part) => part.startsWith(`**${title}`)) ?? '';
  assert.match(
    table('Keeping events'),
    /\| 1,000 \| 2\.4 \| adaptive \| 600 \| 30 \| 1\.50 × \| 66 \| 132 \| 10 \| 5 \|/
  );
  assert.match(
    table('Rare word'),
    /\| 1,000 \| adaptive \| 0\.25 \| 0\.50 \| 2\.00 × \| 0\.75 \| 2\.00 × \| 3 \| 10 \| 1,000 \| 1 \|/
  );
  assert.match(table('Rare word'), /\| 5,000 \| adaptive \| 1\.0 \| 2\.0 \|  \| 3\.0 \|  \| 3 \|/);
  assert.match(table('Problems'), /\| 1,000 \| adaptive \| failed: a \\\| b \|/);
  assert.match(table('Growth'), /\| rare word \| adaptive \| 0\.50, 0\.75 \| 2\.0, 3\.0 \|/);
  assert.match(table('Growth'), /\| rare word \| alloy \| 0\.25, 0\.38 \|  \|/);
});
