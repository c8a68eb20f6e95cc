import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FIELD_SELECTOR_FIELDS, formatFieldSelector, parseFieldSelector } from '../src/index.ts';

describe('parseFieldSelector', () => {
  const good: Array<[string, Array<[string, string, boolean]>]> = [
    ['', []],
    ['type=Warning', [['type', 'Warning', false]]],
    ['type==Warning', [['type', 'Warning', false]]],
    ['involvedObject.kind!=Pod', [['involvedObject.kind', 'Pod', true]]],
    [
      'involvedObject.kind=Node,involvedObject.name=node1',
      [
        ['involvedObject.kind', 'Node', false],
        ['involvedObject.name', 'node1', false],
      ],
    ],
    [
      ' type!=Normal , reason = BackOff ,',
      [
        ['type', 'Normal', true],
        ['reason', 'BackOff', false],
      ],
    ],
    ['reason=', [['reason', '', false]]],
    ['reason=a\\,b\\=c\\\\d', [['reason', 'a,b=c\\d', false]]],
  ];
  for (const [text, terms] of good) {
    it(`reads ${JSON.stringify(text)}`, () => {
      const selector = terms.map(([field, value, exclude]) => ({ field, value, exclude }));
      assert.deepEqual(parseFieldSelector(text), { ok: true, selector });
    });
  }

  const bad: Array<[string, number, RegExp]> = [
    ['type', 4, /no operator/],
    ['type=Warning,reason', 19, /no operator/],
    ['kind=Pod', 0, /did you mean involvedObject\.kind\?/],
    ['type=Normal, Reason=x', 13, /did you mean reason\?/],
    ['nonsense=1', 0, /use one of/],
    ['reason=a=b', 8, /needs a backslash/],
    ['reason=a\\b', 8, /must come before/],
  ];
  for (const [text, position, error] of bad) {
    it(`points at the error in ${JSON.stringify(text)}`, () => {
      const parsed = parseFieldSelector(text);
      assert.ok(!parsed.ok);
      assert.equal(parsed.position, position);
      assert.match(parsed.error, error);
    });
  }

  it('reads back whatever it wrote', () => {
    const term = fc.record(
      {
        field: fc.constantFrom(...FIELD_SELECTOR_FIELDS),
        value: fc.string({ unit: 'binary' }).map((value) => value.trim()),
        exclude: fc.boolean(),
      },
      { noNullPrototype: true }
    );
    fc.assert(
      fc.property(fc.array(term), (selector) => {
        assert.deepEqual(parseFieldSelector(formatFieldSelector(selector)), { ok: true, selector });
      })
    );
  });
});
