import { MINUTE } from '../shared/time/units';
import { LokiError } from './error';
import {
  type CountedBy,
  forgetCounts,
  KEPT_MS,
  keepCounts,
  keepRefusal,
  keptCounts,
  keptRefusal,
  MOST_NUMBERS,
  SETTLED_MS,
} from './keptCounts';

const ASKED = Date.UTC(2026, 10, 26, 12);
const PART = { from: ASKED - SETTLED_MS - 15 * MINUTE, to: ASKED - SETTLED_MS };
const WHAT: CountedBy = { source: 'loki', query: {}, by: ['_namespace', '_type'], step: 5 * MINUTE };

const one = (namespace: string, type: string, ...counts: number[]) => ({
  labels: { _namespace: namespace, _type: type },
  counts,
  total: counts.reduce((sum, n) => sum + n, 0),
});
const SERIES = [one('shop', 'Normal', 1, 0, 2), one('shop', 'Warning', 0, 4, 0), one('web', 'Normal', 8, 8, 8)];

describe('counts that are kept', () => {
  beforeEach(() => forgetCounts(0));

  it('are those of a part that is long over', () => {
    keepCounts(WHAT, PART, SERIES, ASKED);
    expect(keptCounts(WHAT, PART, ASKED)).toEqual(SERIES);
  });

  it('are none of a part to which events may still arrive', () => {
    const later = { from: PART.from, to: PART.to + 1 };
    keepCounts(WHAT, later, SERIES, ASKED);
    expect(keptCounts(WHAT, later, ASKED)).toBeUndefined();
  });

  it('are asked for again after a while, since a collector that was away delivers late', () => {
    keepCounts(WHAT, PART, SERIES, ASKED);
    expect(keptCounts(WHAT, PART, ASKED + KEPT_MS - 1)).toEqual(SERIES);
    expect(keptCounts(WHAT, PART, ASKED + KEPT_MS)).toBeUndefined();
  });

  it('answer for fewer labels as well', () => {
    keepCounts(WHAT, PART, SERIES, ASKED);
    expect(keptCounts({ ...WHAT, by: ['_type'] }, PART, ASKED)).toEqual([
      { labels: { _type: 'Normal' }, counts: [9, 8, 10], total: 27 },
      { labels: { _type: 'Warning' }, counts: [0, 4, 0], total: 4 },
    ]);
    expect(keptCounts({ ...WHAT, by: ['_type', 'reason'] }, PART, ASKED)).toBeUndefined();
  });

  it.each([
    ['another data source', { source: 'other' }],
    ['another query', { query: { shapes: ['first'] as const } }],
    ['other buckets', { step: MINUTE }],
  ])('do not answer for %s', (_, change) => {
    keepCounts(WHAT, PART, SERIES, ASKED);
    expect(keptCounts({ ...WHAT, ...change }, PART, ASKED)).toBeUndefined();
  });

  it('are forgotten by a refresh by hand, also those that are still on their way', () => {
    keepCounts(WHAT, PART, SERIES, ASKED);
    forgetCounts(ASKED + 1);
    expect(keptCounts(WHAT, PART, ASKED)).toBeUndefined();
    keepCounts(WHAT, PART, SERIES, ASKED);
    expect(keptCounts(WHAT, PART, ASKED)).toBeUndefined();
  });

  it('are no more than a number: those that were used last stay', () => {
    const counts = new Array<number>(MOST_NUMBERS / 2 - 1).fill(1);
    const large = [{ labels: {}, counts, total: counts.length }];
    const parts = [1, 2, 3].map((at) => ({ from: PART.from - at * MINUTE, to: PART.to }));
    const [first, second, third] = parts as [typeof PART, typeof PART, typeof PART];
    keepCounts(WHAT, first, large, ASKED);
    keepCounts(WHAT, second, large, ASKED);
    expect(keptCounts(WHAT, first, ASKED)).toBeDefined();
    keepCounts(WHAT, third, large, ASKED);
    expect(parts.map((part) => keptCounts(WHAT, part, ASKED) !== undefined)).toEqual([true, false, true]);
  });
});

describe("Loki's refusal to count that many groups", () => {
  it('is kept for a while, whatever the order of the labels', () => {
    const error = new LokiError('maximum number of series (500) reached', 'series');
    keepRefusal(WHAT, error, ASKED);
    const other = { ...WHAT, by: [...WHAT.by].reverse() };
    expect(keptRefusal(other, ASKED + KEPT_MS - 1)).toBe(error);
    expect(keptRefusal(other, ASKED + KEPT_MS)).toBeUndefined();
    forgetCounts();
    expect(keptRefusal(WHAT, ASKED)).toBeUndefined();
  });
});
