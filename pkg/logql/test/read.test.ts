import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { countQuery, type EventQuery, logQuery, readQuery } from '../src/index.ts';

const PLAIN = { noNullPrototype: true } as const;
const read = (expr: string) => readQuery(expr);

describe('readQuery', () => {
  it('turns matchers and stages whose values can be listed into filters', () => {
    assert.deepEqual(read('{_kind="Pod", _namespace=~"shop|pay\\\\.ments"} | reason!="Pulled" | name=~"a|b"'), {
      base: [],
      filters: [
        { field: '_kind', values: ['Pod'], exclude: false },
        { field: '_namespace', values: ['shop', 'pay.ments'], exclude: false },
        { field: 'reason', values: ['Pulled'], exclude: true },
        { field: 'name', values: ['a', 'b'], exclude: false },
      ],
      lines: [],
      left: [],
    });
  });

  it('keeps a matcher that cannot become a filter in the base selector', () => {
    const { base, filters } = read('{service_name="kubernetes-events", _namespace=~"team-.*", _kind=~".+"}')!;
    assert.deepEqual(base, [
      { label: 'service_name', op: '=', value: 'kubernetes-events' },
      { label: '_namespace', op: '=~', value: 'team-.*' },
    ]);
    assert.deepEqual(filters, []);
  });

  it('returns parsers, formats, alternatives and numbers as they are written', () => {
    const expr =
      '{_kind="Pod"} | json | count > 5 | line_format "{{.x}} | y" | reason="A" or name="b" | reason=~"Fail.*"';
    assert.deepEqual(read(expr)?.left, [
      '| json',
      '| count > 5',
      '| line_format "{{.x}} | y"',
      '| reason="A" or name="b"',
      '| reason=~"Fail.*"',
    ]);
  });

  it('distinguishes a line filter from a comparison', () => {
    const { lines, filters, left } = read(
      '{_kind="Pod"} != "probe" | json != "x" | reason != `y` |~ "a|b" |= "c" or "d"'
    )!;
    assert.deepEqual(lines, [
      { text: 'probe', exclude: true, regexp: false, caseSensitive: true },
      { text: 'x', exclude: true, regexp: false, caseSensitive: true },
      { text: 'a|b', exclude: false, regexp: true, caseSensitive: true },
    ]);
    assert.deepEqual(filters.at(-1), { field: 'reason', values: ['y'], exclude: true });
    assert.deepEqual(left, ['| json', '|= "c" or "d"']);
  });

  it('finds the log query inside a metric query', () => {
    const expr = 'sum by (reason) (count_over_time({_type="Warning"} | reason="A", name="b{" [$__auto])) > 5';
    assert.deepEqual(read(expr)?.filters, [
      { field: '_type', values: ['Warning'], exclude: false },
      { field: 'reason', values: ['A'], exclude: false },
      { field: 'name', values: ['b{'], exclude: false },
    ]);
    assert.deepEqual(read(expr)?.left, []);
  });

  it('reads comparisons in parentheses, and skips comments', () => {
    const expr = '{_kind="Pod"} # pods\n | (reason="A" and name!="b")';
    const { filters, left } = read(expr)!;
    assert.deepEqual(filters.slice(1), [
      { field: 'reason', values: ['A'], exclude: false },
      { field: 'name', values: ['b'], exclude: true },
    ]);
    assert.deepEqual(left, []);
  });

  it('returns stages that are not LogQL, or not yet, as they are written', () => {
    const { filters, left } = read('{_kind="Pod"} | $stage | invented x y | (reason="A" or name="b") | reason="C"')!;
    assert.deepEqual(left, ['| $stage', '| invented x y', '| (reason="A" or name="b")']);
    assert.deepEqual(filters.at(-1), { field: 'reason', values: ['C'], exclude: false });
  });

  it('keeps an unwrap stage together with the filters after it', () => {
    const { filters, left } = read('sum_over_time({_kind="Pod"} | unwrap seconds | reason="A" [5m])')!;
    assert.deepEqual(left, ['| unwrap seconds | reason="A"']);
    assert.equal(filters.length, 1);
  });

  it('reads the selector of a PromQL query', () => {
    const { base } = read(
      'sum by (pod) (rate(container_cpu_seconds{namespace="shop", pod=~"a|b",}[$__rate_interval]))'
    )!;
    assert.deepEqual(base, [
      { label: 'namespace', op: '=', value: 'shop' },
      { label: 'pod', op: '=~', value: 'a|b' },
    ]);
  });

  it('returns nothing without a selector that can be read', () => {
    for (const expr of ['', 'vector(1)', '{', '{_kind=}', '"{a=\\"b\\"}"']) {
      assert.equal(read(expr), undefined, expr);
    }
  });

  const word = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => text.isWellFormed());
  const values = fc.uniqueArray(word, { minLength: 1, maxLength: 3 });
  const query = fc.record({
    filters: fc.uniqueArray(
      fc.record(
        {
          field: fc.constantFrom('_kind', '_namespace', 'reason', 'name', 'cluster'),
          values,
          exclude: fc.boolean(),
        },
        PLAIN
      ),
      { selector: ({ field }) => field, maxLength: 4 }
    ),
    lines: fc.array(
      fc.record(
        {
          text: word.filter((text) => text !== '' && !text.includes('(?i)')),
          regexp: fc.constant(false),
          caseSensitive: fc.boolean(),
          exclude: fc.boolean(),
        },
        PLAIN
      ),
      { maxLength: 2 }
    ),
  });
  const sorted = ({ filters = [], lines = [] }: EventQuery) => ({
    filters: filters
      .map((filter) => ({ ...filter, values: [...filter.values].sort() }))
      .sort((a, b) => a.field.localeCompare(b.field)),
    lines,
  });

  it('reads back what logQuery and countQuery wrote', () => {
    fc.assert(
      fc.property(query, (wanted) => {
        for (const expr of [
          logQuery(wanted),
          countQuery(wanted, { by: ['reason'], window: '5m', what: 'entries' }),
          countQuery(
            { ...wanted, shapes: ['own', 'first'], clusterLabel: 'k8s' },
            { window: '5m', what: 'occurrences' }
          ),
        ]) {
          const { base, left, ...found } = readQuery(expr) ?? assert.fail(expr);
          assert.deepEqual([base, left], [[], []], expr);
          assert.deepEqual(sorted(found), sorted(wanted), expr);
        }
      })
    );
  });
});
