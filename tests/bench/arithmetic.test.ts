import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, type Result, table } from '../../bench/results.ts';
import { percentile, ratio } from '../../bench/statistics.ts';
import { placed } from '../../bench/subject.ts';
import { cpuMsFrom, memoryFrom } from '../../bench/usage.ts';

test('a percentile is the nearest rank, whatever the order', () => {
  const values = [5, 1, 4, 2, 3];
  assert.deepEqual(
    [0, 0.2, 0.5, 0.99, 1].map((share) => percentile(values, share)),
    [1, 1, 3, 5, 5]
  );
  assert.equal(percentile([], 0.5), Number.NaN);
});

test('a ratio needs two numbers and a base', () => {
  assert.equal(ratio(3, 2), 1.5);
  assert.equal(ratio(3, 0), undefined);
  assert.equal(ratio(Infinity, 2), undefined);
  assert.equal(ratio(undefined, 2), undefined);
});

test('the collector is compared with the best rival: the least, or the most where more is better', () => {
  const [latency, rate] = compare([
    { round: 1, scenario: 's', subject: 'floor', figures: { p50Ms: 10 } },
    { round: 1, scenario: 's', subject: 'collector', figures: { p50Ms: 12, backlogRate: 300 } },
    { round: 1, scenario: 's', subject: 'a', figures: { p50Ms: 24, backlogRate: 100 } },
    { round: 1, scenario: 's', subject: 'b', figures: { p50Ms: 48, backlogRate: 200 } },
  ]);
  assert.equal(latency?.toBestRival, 0.5);
  assert.equal(latency?.toFloor, 1.2);
  assert.equal(rate?.toBestRival, 1.5);
  assert.equal(rate?.toFloor, undefined);
});

test('a rival that never delivered is "never", and nothing to compare with', () => {
  const rows = compare([
    { round: 1, scenario: 's', subject: 'collector', figures: { drainMs: 50 } },
    { round: 1, scenario: 's', subject: 'a', figures: { drainMs: Infinity } },
  ]);
  assert.equal(rows[0]?.toBestRival, undefined);
  assert.match(table(rows), /50 +never$/m);
});

test('several rounds give medians, and the median of the ratios in each round', () => {
  const round = (number: number, collector: number, a: number): Result[] => [
    { round: number, scenario: 's', subject: 'collector', figures: { p50Ms: collector } },
    { round: number, scenario: 's', subject: 'a', figures: { p50Ms: a } },
  ];
  // The machine is slower in the third round, for both.
  const [latency] = compare([...round(1, 10, 20), ...round(2, 18, 20), ...round(3, 60, 100)]);
  assert.deepEqual(latency?.figures, { collector: 18, a: 20 });
  assert.equal(latency?.toBestRival, 0.6);
});

test('CPU time is read past a process name with spaces and parentheses', () => {
  assert.equal(cpuMsFrom('7 (a) b (c)) S 1 7 7 0 -1 4194560 100 0 0 0 120 30 5 1 20 0 1 0 100 0 0'), 1_560);
});

test('memory is read as MiB', () => {
  assert.deepEqual(memoryFrom('Name:\tx\nVmHWM:\t    4096 kB\nVmRSS:\t    2048 kB\n'), { rssMiB: 2, peakMiB: 4 });
});

test("a rival's command gets the addresses", () => {
  const environment = { KUBECONFIG: '/k', LOKI_URL: 'http://l', LOKI_PUSH_URL: 'http://l/p' };
  assert.equal(placed('x -k {kubeconfig} -u {push} -l {loki}', environment), 'x -k /k -u http://l/p -l http://l');
});
