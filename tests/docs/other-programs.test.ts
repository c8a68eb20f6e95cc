import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { isOther, SHAPES } from '../../pkg/event/src/index.ts';
import { PROGRAMS } from '../loki/programs.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** The cells of the rows of the table that begins with a column. */
function tableOf(first: string): string[][] {
  const lines = read('docs/other-programs.md').split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${first} `));
  const end = lines.findIndex((line, at) => at > start && !line.startsWith('|'));
  return lines.slice(start, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
  );
}

/** The tests that prove each column, by the start of their titles; each runs for every program. */
const PROOFS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'list, filters': {
    'tests/loki/other-programs.test.ts': [
      'are listed, each once',
      'are filtered and counted by ${field}',
      'are selected by ${text}',
    ],
  },
  'counts, groups': {
    'tests/loki/other-programs.test.ts': [
      'are filtered and counted by ${field}',
      'are counted by several fields at once',
    ],
  },
  story: { 'tests/loki/other-programs.test.ts': ['are found by their object, as in its story'] },
  problems: { 'tests/loki/other-programs.test.ts': ['show the same problems as ours'] },
  'kubectl event-history': {
    'tests/event-history/other-programs.test.ts': [
      'get lists each event',
      'get selects by',
      'describe shows',
      'problems lists',
    ],
  },
};

it('the table of programs has a row for each that is tested, and a test for each column', () => {
  const [headers = [], , ...rows] = tableOf('stored by');
  assert.deepEqual(headers.slice(1, -1), Object.keys(PROOFS));
  assert.deepEqual(
    rows.map(([title]) => title),
    PROGRAMS.map(({ title }) => title)
  );
  for (const tests of Object.values(PROOFS)) {
    for (const [file, titles] of Object.entries(tests)) {
      const text = read(file);
      assert.match(text, /for \(const program of PROGRAMS\)|PROGRAMS\.map\(\(program\)/);
      titles.forEach((title) => assert.ok(text.includes(title), `${file}: ${title}`));
    }
  }
});

it('the table of programs names the fields that each does not store', () => {
  const [, , ...rows] = tableOf('stored by');
  const all = new Set(Object.values(SHAPES).flatMap(({ fields }) => Object.keys(fields)));
  for (const { title, shape } of PROGRAMS) {
    assert.ok(isOther(shape));
    // A cluster's name is a label that people configure.
    const missing = [...all].filter((field) => field !== 'cluster' && !SHAPES[shape].fields[field]);
    const said =
      rows
        .find(([cell]) => cell === title)
        ?.at(-1)
        ?.match(/(?<=`)\w+(?=`)/g) ?? [];
    assert.deepEqual([...said].sort(), missing.sort(), title);
  }
});
