import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countQuery, type EventQuery, logQuery, parseFieldSelector, quote } from '../src/index.ts';

const selector = (text: string) => {
  const parsed = parseFieldSelector(text);
  assert.ok(parsed.ok, text);
  return parsed.selector;
};

describe('logQuery', () => {
  const rows: Array<[string, EventQuery, string]> = [
    ['everything', {}, '{_kind=~".+"}'],
    [
      'a value of a label, which the guard may have moved',
      { filters: [{ field: '_namespace', values: ['shop'], exclude: false }] },
      '{_kind=~".+", _namespace=~"shop|"} | _namespace="shop"',
    ],
    [
      'several values',
      { filters: [{ field: '_kind', values: ['Pod', 'Node'], exclude: false }] },
      '{_kind=~".+", _kind=~"Pod|Node"} | _kind=~"Pod|Node"',
    ],
    [
      'a value of a label that all streams have',
      { filters: [{ field: '_kind', values: ['Pod'], exclude: false }] },
      '{_kind=~".+", _kind="Pod"} | _kind="Pod"',
    ],
    [
      'a kind in streams of the user, which may lack the label',
      {
        base: [{ label: 'app', op: '=', value: 'events' }],
        filters: [{ field: '_kind', values: ['Pod'], exclude: false }],
      },
      '{app="events", _kind=~"Pod|"} | _kind="Pod"',
    ],
    [
      'none of some values, which is no matter of streams',
      { filters: [{ field: '_host', values: ['n1', 'n2'], exclude: true }] },
      '{_kind=~".+"} | _host!~"n1|n2"',
    ],
    [
      'an empty value',
      { filters: [{ field: '_host', values: [''], exclude: false }] },
      '{_kind=~".+", _host=~""} | _host=""',
    ],
    [
      'metadata',
      { filters: [{ field: 'reason', values: ['BackOff'], exclude: true }] },
      '{_kind=~".+"} | reason!="BackOff"',
    ],
    [
      'a text that a value contains, in upper or lower case',
      { containing: { field: '_host', text: 'n.1' } },
      '{_kind=~".+"} | _host=~"(?i).*n\\\\.1.*"',
    ],
    [
      'values as they are, not as expressions',
      { filters: [{ field: 'name', values: ['a.b', 'c|d'], exclude: false }] },
      '{_kind=~".+"} | name=~"a\\\\.b|c\\\\|d"',
    ],
    ['no values', { filters: [{ field: 'name', values: [], exclude: false }] }, '{_kind=~".+"}'],
    ['text', { lines: [{ text: 'OOM (x)' }] }, '{_kind=~".+"} |~ "(?i)OOM \\\\(x\\\\)"'],
    ['text by case', { lines: [{ text: 'OOM', caseSensitive: true, exclude: true }] }, '{_kind=~".+"} != "OOM"'],
    ['an expression', { lines: [{ text: 'a|b', regexp: true, caseSensitive: true }] }, '{_kind=~".+"} |~ "a|b"'],
    ['no text', { lines: [{ text: '' }] }, '{_kind=~".+"}'],
    [
      'a field selector',
      { fieldSelector: selector('type!=Normal,involvedObject.kind=Node,reason==BackOff') },
      '{_kind=~".+"} | _type!="Normal" | _kind="Node" | reason="BackOff"',
    ],
    ['a base of its own', { base: [{ label: 'cluster', op: '=', value: 'eu' }] }, '{cluster="eu"}'],
  ];
  for (const [name, query, logql] of rows) {
    it(`writes a query for ${name}`, () => assert.equal(logQuery(query), logql));
  }
  it('looks into the line first for a field that only the line has', () => {
    const filters = [
      { field: 'reason', values: ['BackOff'], exclude: false },
      { field: 'object_uid', values: ['u-1'], exclude: false },
    ];
    assert.match(
      logQuery({ filters }),
      /^\{_kind=~"\.\+"\} \|~ "[^"]*InvolvedObject[^"]*UID:u-1, \|.*" \| reason="BackOff"$/
    );
  });
});

describe('countQuery', () => {
  it('counts entries', () => {
    assert.equal(
      countQuery({}, { by: ['_type', 'reason'], window: '5m', what: 'entries' }),
      'sum by (_type, reason) (count_over_time({_kind=~".+"} [5m]))'
    );
  });
  it('counts in a window that ends before the instant', () => {
    assert.equal(
      countQuery({}, { window: '5m', offset: '1ms', what: 'entries' }),
      'sum (count_over_time({_kind=~".+"} [5m] offset 1ms))'
    );
  });
  it('counts occurrences, one for an entry without an increment', () => {
    assert.equal(
      countQuery({}, { window: '1h', what: 'occurrences' }),
      'sum (sum_over_time({_kind=~".+"} | label_format increment=`{{ or .increment "1" }}` | unwrap increment [1h]))'
    );
  });
});

describe('countQuery where every entry has an increment', () => {
  it('counts occurrences without asking Loki to take one for those that have none', () => {
    assert.equal(
      countQuery({ increments: true }, { window: '1h', what: 'occurrences' }),
      'sum (sum_over_time({_kind=~".+"} | unwrap increment [1h]))'
    );
  });
});

describe('quote', () => {
  const rows: Array<[string, string]> = [
    ['plain', '"plain"'],
    ['q"uote', '"q\\"uote"'],
    ['back\\slash', '"back\\\\slash"'],
    ['line\nbreak', '"line\\u000abreak"'],
    ['${__from} $x', '"\\u0024{__from} \\u0024x"'],
    ['emoji 🚀', '"emoji 🚀"'],
  ];
  for (const [text, literal] of rows) {
    it(`writes ${JSON.stringify(text)}`, () => assert.equal(quote(text), literal));
  }
});
