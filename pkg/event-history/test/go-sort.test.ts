import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { goSort } from '../src/sort/go-sort.ts';
import { quantityOf } from '../src/sort/quantity.ts';

describe('goSort', () => {
  it('sorts whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 400 }), (numbers) => {
        assert.deepEqual(
          goSort(numbers, (a, b) => a < b),
          numbers.toSorted((a, b) => a - b)
        );
      })
    );
  });

  it('sorts what is sorted, reversed, alike or in patterns', () => {
    const of = (make: (at: number) => number): number[] => Array.from({ length: 1000 }, (_, at) => make(at));
    for (const numbers of [of((at) => at), of((at) => -at), of(() => 1), of((at) => at % 7), of((at) => at ^ 0x155)]) {
      assert.deepEqual(
        goSort(numbers, (a, b) => a < b),
        numbers.toSorted((a, b) => a - b)
      );
    }
  });

  it('leaves a few that compare alike in their order', () => {
    const items = [...'bacbac'].map((key, at) => ({ key, at }));
    const sorted = goSort(items, (a, b) => a.key < b.key);
    assert.deepEqual(
      sorted.map(({ key, at }) => key + at),
      ['a1', 'a4', 'b0', 'b3', 'c2', 'c5']
    );
  });

  it('ends even where the comparison makes no sense', () => {
    const numbers = Array.from({ length: 500 }, (_, at) => at);
    assert.deepEqual(new Set(goSort(numbers, () => true)), new Set(numbers));
  });
});

describe('a quantity', () => {
  const rows: Array<[string, number | bigint | undefined]> = [
    ['12', 12n],
    ['90071992547409931', 90071992547409931n],
    ['-3', -3n],
    ['1.5Gi', 1.5 * 2 ** 30],
    ['100m', 0.1],
    ['1e3', 1000],
    ['2k', 2000],
    ['', undefined],
    ['web-1', undefined],
    ['2026-11-22T10:00:00Z', undefined],
  ];
  for (const [text, value] of rows) {
    it(`of ${JSON.stringify(text)} is ${value}`, () => assert.equal(quantityOf(text), value));
  }
});
