import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { type StoredEvent } from '../src/events/stored-event.ts';
import { Columns } from '../src/print/columns.ts';
import { OUTPUT_FORMATS, printerFor } from '../src/print/output.ts';
import { sortBy } from '../src/print/sort-by.ts';

const OPTIONS = { withNamespace: false, withLabels: false, headers: true, colour: false, now: () => 0 };

const stored = (message: string): StoredEvent => ({
  event: { metadata: { name: 'e', namespace: 'n' }, involvedObject: { kind: 'Pod', name: 'p' }, message },
  timestampNs: 0n,
  workload: 'Deployment/web',
  cluster: '',
});

const printed = (format: string, ...messages: readonly string[]): string =>
  [...printerFor(format, OPTIONS).list(messages.map(stored))].join('');

describe('Columns', () => {
  it('aligns rows, keeps widths for later rows, and does not pad the last cell', () => {
    const columns = new Columns(2);
    const rows = [
      ['a', 'bb', 'c'],
      ['\x1b[33mred\x1b[39m', '日本', ''],
    ];
    assert.deepEqual([...columns.lines(rows)], ['a    bb  c\n', '\x1b[33mred\x1b[39m  日本\n']);
    assert.deepEqual([...columns.lines([['x', '', 'y']])], ['x        y\n']);
  });
});

describe('printerFor', () => {
  it('prints YAML that readers of versions 1.1 and 1.2 read as the same text', () => {
    const awkward = ['yes', '0o7', '012', '1:30', '2026-11-22', '=', '~', '- a', 'a: b', 'two\nlines\n', ' x '];
    const text = fc.oneof(fc.constantFrom(...awkward), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(
        text.filter((message) => message !== '' && message.isWellFormed()),
        (message) => {
          const yaml = printed('yaml', message, message);
          for (const version of ['1.1', '1.2'] as const) {
            const { items } = parse(yaml, { version }) as { items: Array<{ message: string }> };
            assert.deepEqual([items[0]?.message, items[1]?.message], [message, message]);
          }
        }
      )
    );
  });

  it('prints an empty list as JSON and YAML', () => {
    const list = { apiVersion: 'v1', items: [], kind: 'List', metadata: { resourceVersion: '' } };
    assert.deepEqual(JSON.parse(printed('json')), list);
    assert.deepEqual(parse(printed('yaml')), list);
  });

  it('ends the wide table with the workload', () => {
    assert.match(printed('wide', 'm'), / {3}NAME {3}WORKLOAD\n.* {3}e {6}Deployment\/web\n$/);
  });

  it('shows the first line of a message, without control characters', () => {
    assert.match(printed('', 'red\x1b[31m\nmore'), /red\^\[\[31m\.\.\.\n$/);
  });

  for (const format of ['constructor', 'wide=x', 'jso', '__proto__']) {
    it(`refuses the format ${format}`, () => {
      const message = `unable to match a printer suitable for the output format "${format}", allowed formats are: ${OUTPUT_FORMATS.join(',')}`;
      assert.throws(() => printerFor(format, OPTIONS), { message });
    });
  }
});

describe('sortBy', () => {
  const sorted = (...keys: readonly unknown[]): unknown[] =>
    sortBy(
      keys.map((key, at) => ({ at, ...(key !== undefined && { key }) })),
      '.key',
      (item) => item
    ).map(({ at }) => keys[at]);

  it('compares whole numbers by value, and other texts as texts', () => {
    assert.deepEqual(sorted('10', '9', '90071992547409931', '90071992547409930'), [
      '9',
      '10',
      '90071992547409930',
      '90071992547409931',
    ]);
    assert.deepEqual(sorted('b', '10', 'a'), ['10', 'a', 'b']);
    assert.deepEqual(sorted(3, 20, 1.5), [1.5, 3, 20]);
  });

  it('puts missing values first, then null', () => {
    assert.deepEqual(sorted('a', null, undefined), [undefined, null, 'a']);
  });

  it('keeps the order of equal items', () => {
    const items = [...'bacbac'].map((key, at) => ({ key, at }));
    const order = sortBy(items, 'key', (item) => item).map(({ key, at }) => key + at);
    assert.deepEqual(order, ['a1', 'a4', 'b0', 'b3', 'c2', 'c5']);
  });

  it('refuses a field that no item has, and values that cannot be compared', () => {
    const items = [{ key: 1 }, { key: 'a' }];
    assert.throws(() => sortBy(items, '.none', (item) => item), { message: /^couldn't find any field with path/ });
    assert.throws(() => sortBy(items, '.key', (item) => item), { message: /^--sort-by: the field is an unsortable/ });
  });
});
