import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { age, humanDuration } from '../src/print/age.ts';

const S = 1000;
const M = 60 * S;
const H = 60 * M;
const D = 24 * H;

describe('age', () => {
  const rows: Array<[number, string]> = [
    [-3 * S, '<invalid>'],
    [-1.5 * S, '0s'],
    [0, '0s'],
    [999, '0s'],
    [119 * S, '119s'],
    [2 * M, '2m'],
    [2 * M + 5 * S, '2m5s'],
    [9 * M + 59 * S, '9m59s'],
    [10 * M + 59 * S, '10m'],
    [179 * M, '179m'],
    [3 * H, '3h'],
    [3 * H + 20 * M, '3h20m'],
    [7 * H + 59 * M, '7h59m'],
    [8 * H + 59 * M, '8h'],
    [47 * H, '47h'],
    [48 * H, '2d'],
    [50 * H, '2d2h'],
    [8 * D - H, '7d23h'],
    [8 * D + H, '8d'],
    [729 * D, '729d'],
    [730 * D, '2y'],
    [731 * D, '2y1d'],
    [365 * 8 * D + D, '8y'],
  ];
  for (const [ms, text] of rows) {
    it(`prints ${ms} ms as ${text}`, () => assert.equal(humanDuration(ms), text));
  }

  it('prints <unknown> without a time', () => {
    for (const time of [undefined, null, '', '0001-01-01T00:00:00Z', 'nonsense']) {
      assert.equal(age(time, 0), '<unknown>');
    }
  });
});
