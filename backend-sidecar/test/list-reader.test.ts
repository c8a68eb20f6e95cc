import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ListReader } from '../src/kubernetes/list-reader.ts';

const LIST = {
  kind: 'EventList',
  metadata: { resourceVersion: '12', continue: 'a"b', remaining: [{ items: [1, [2]] }] },
  items: [
    {
      metadata: { name: 'a"}]{["\\', uid: '1' },
      message: 'quotes "x", a backslash at the end \\',
      series: { count: 2 },
    },
    { metadata: { name: 'ö 漢 😀', labels: { items: '[{' } }, related: null, managed: [[], [{}]] },
    {},
  ],
  after: { items: [{}] },
};

function read(text: string, size: number): unknown {
  const bytes = Buffer.from(text);
  const reader = new ListReader();
  for (let at = 0; at < bytes.length; at += size) {
    reader.push(bytes.subarray(at, at + size));
  }
  return reader.end();
}

for (const indent of [0, 2]) {
  const text = JSON.stringify(LIST, undefined, indent);
  test(`a list cut into chunks anywhere is what JSON.parse makes of it, with an indent of ${indent}`, () => {
    for (let size = 1; size <= text.length; size++) {
      assert.deepEqual(read(text, size), LIST, `in chunks of ${size} bytes`);
    }
  });
}

test('items that are no objects come last, and are not left out', () => {
  const text = '{"items":[null, {"a":1},7 , "x",{"b":2} ,[3], true ],"metadata":{}}';
  const expected = { items: [{ a: 1 }, { b: 2 }, [3], null, 7, 'x', true], metadata: {} };
  for (let size = 1; size <= text.length; size++) {
    assert.deepEqual(read(text, size), expected, `in chunks of ${size} bytes`);
  }
});

for (const text of [
  '{"items":[],"metadata":{}}',
  '{"items":null}',
  '{"metadata":{"items":[{}]}}',
  '{}',
  'null',
  '5',
  '[null]',
]) {
  test(`${text} is read as it is`, () => {
    assert.deepEqual(read(text, 3), JSON.parse(text));
  });
}

for (const text of [
  '',
  '{"items":[{"metadata":{}}',
  '{"items":[{"metadata":{}},{"metadata":',
  '{"items":[{"a":}]}',
  '{"items":[nothing]}',
  'no JSON',
]) {
  test(`"${text}" is an error`, () => {
    assert.throws(() => read(text, 5), SyntaxError);
  });
}

test('managed fields are dropped but for their newest time, however the list is cut, and whatever is in them', () => {
  const anything = fc.string({ unit: 'grapheme' });
  const field = fc.oneof(anything, fc.constant('"]\\'), fc.array(anything));
  const item = fc.record({ name: anything, managedFields: fc.array(field) });
  fc.assert(
    fc.property(fc.array(item), fc.array(fc.nat(30)), (objects, cuts) => {
      const reader = new ListReader();
      const time = '2026-01-01T00:00:05Z';
      const items = objects.map(({ managedFields, ...rest }) => ({
        metadata: { ...rest, managedFields: [...managedFields, { time }] },
      }));
      const bytes = Buffer.from(JSON.stringify({ items, after: '"managedFields":[' }));
      let from = 0;
      for (const cut of [...cuts, bytes.length]) {
        reader.push(bytes.subarray(from, from + cut));
        from += cut;
      }
      const trimmed = objects.map(({ name }) => ({ metadata: { name, managedFields: [{ time }] } }));
      assert.deepEqual(reader.end(), { items: trimmed, after: '"managedFields":[' });
    })
  );
});
