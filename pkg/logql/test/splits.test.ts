import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { instantAfter, SPLIT_MS, startOnSplit } from '../src/index.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 10, 26, 12);
const FROM = NOON - 24 * SPLIT_MS + 10 * MINUTE;
const buckets = { edgeAt: (at: number) => FROM + at * 10 * MINUTE, step: 10 * MINUTE };
const LEFT = (NOON - FROM) / buckets.step + 1;

describe('the start of a part of a range', () => {
  const startOf = (left: number, size: number): number => buckets.edgeAt(startOnSplit(buckets, left, size));

  it('is on the hour, with about as many buckets as wanted', () => {
    assert.equal(startOf(LEFT, 9), NOON - SPLIT_MS);
    assert.equal(startOf(LEFT - 1, 1), NOON - SPLIT_MS);
    assert.equal(startOf(LEFT - 1, 33), NOON - 5 * SPLIT_MS);
  });

  it('is that of the range if no hour begins in it', () => {
    const short = { ...buckets, edgeAt: (at: number) => NOON + MINUTE + at * MINUTE, step: MINUTE };
    assert.equal(startOnSplit(short, 20, 3), 0);
  });

  it('is that of any bucket if buckets are longer than an hour', () => {
    assert.equal(startOnSplit({ ...buckets, step: 6 * SPLIT_MS }, 100, 7), 93);
  });
});

it('asks for the counts of an hour at instants of one hour', () => {
  const instants = Array.from({ length: 6 }, (_, at) => NOON + at * buckets.step + instantAfter(buckets.step));
  assert.deepEqual(new Set(instants.map((ms) => Math.floor(ms / SPLIT_MS))).size, 1);
});
