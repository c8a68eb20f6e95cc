import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type RangeOptions, timeRange } from '../src/access/time-range.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const shown = (options: RangeOptions): string[] => {
  const { startNs, endNs } = timeRange(options, NOW);
  return [startNs, endNs].map((ns) => new Date(Number(ns / 1_000_000n)).toISOString().slice(0, 16));
};

describe('timeRange', () => {
  const zone = process.env.TZ;
  before(() => (process.env.TZ = 'UTC'));
  after(() => (zone === undefined ? delete process.env.TZ : (process.env.TZ = zone)));

  const rows: Array<[RangeOptions, string, string]> = [
    [{}, '2026-11-21T12:00', '2026-11-22T12:10'],
    [{ since: '90m' }, '2026-11-22T10:30', '2026-11-22T12:10'],
    [{ since: '1h30m' }, '2026-11-22T10:30', '2026-11-22T12:10'],
    [{ since: '7d' }, '2026-11-15T12:00', '2026-11-22T12:10'],
    [{ from: '2026-11-20T00:00:00Z' }, '2026-11-20T00:00', '2026-11-22T12:10'],
    [{ from: '2026-11-20T02:00:00+02:00', to: '2026-11-21T00:00:00Z' }, '2026-11-20T00:00', '2026-11-21T00:00'],
    [{ from: '2d', to: '1d' }, '2026-11-20T12:00', '2026-11-21T12:00'],
    [{ from: '-2h', to: 'now-1h' }, '2026-11-22T10:00', '2026-11-22T11:00'],
    [{ since: '2h', to: '2026-11-21T00:00:00Z' }, '2026-11-20T22:00', '2026-11-21T00:00'],
    [{ to: 'now' }, '2026-11-21T12:00', '2026-11-22T12:00'],
    [{ from: '10:25' }, '2026-11-22T10:25', '2026-11-22T12:10'],
    [{ from: '9:05:30' }, '2026-11-22T09:05', '2026-11-22T12:10'],
    // Later than now, so on the day before.
    [{ from: '18:25' }, '2026-11-21T18:25', '2026-11-22T12:10'],
    [{ from: '23:30', to: '00:30' }, '2026-11-21T23:30', '2026-11-22T00:30'],
    [{ from: '11:00', to: '18:00' }, '2026-11-22T11:00', '2026-11-22T18:00'],
    [{ from: '2026-11-21 18:25', to: '2026-11-21T19:00' }, '2026-11-21T18:25', '2026-11-21T19:00'],
    [{ from: '2026-11-20' }, '2026-11-20T00:00', '2026-11-22T12:10'],
    [{ since: '100y' }, '1970-01-01T00:00', '2026-11-22T12:10'],
  ];
  for (const [options, start, end] of rows) {
    it(`turns ${JSON.stringify(options)} into ${start} to ${end}`, () =>
      assert.deepEqual(shown(options), [start, end]));
  }

  const faults: Array<[RangeOptions, RegExp]> = [
    [{ since: 'yesterday' }, /^--since: "yesterday" is not a duration/],
    [{ since: '5' }, /^--since: "5" is not a duration/],
    [{ since: '1h', from: '2h' }, /^--since and --from exclude each other/],
    [{ from: 'noon' }, /^--from: "noon" is not a time/],
    [{ from: '1h', to: '2h' }, /^the time range is empty/],
    [{ from: '25:00' }, /^--from: "25:00" is not a time: write 18:25/],
    [{ from: '2026-11-22 9' }, /^--from: "2026-11-22 9" is not a time/],
    [{ to: '2026-13-01' }, /^--to: "2026-13-01" is not a time/],
  ];
  for (const [options, message] of faults) {
    it(`refuses ${JSON.stringify(options)}`, () => assert.throws(() => timeRange(options, NOW), { message }));
  }

  it('reads times of day and dates in the local time zone, also across a clock change', () => {
    process.env.TZ = 'America/New_York';
    assert.deepEqual(shown({ from: '2026-11-21 18:25', to: '1h' }), ['2026-11-21T23:25', '2026-11-22T11:00']);
    assert.deepEqual(shown({ from: '2026-10-31 18:25', to: '2026-11-01 18:25' }), [
      '2026-10-31T22:25',
      '2026-11-01T23:25',
    ]);
    assert.deepEqual(shown({ from: '06:30' }), ['2026-11-22T11:30', '2026-11-22T12:10']);
  });
});
