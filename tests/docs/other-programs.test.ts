import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { isOther, SHAPES } from '../../pkg/event/src/index.ts';
import { dashboards, panelsOf, yamlOf } from '../grafana/files.ts';
import { PROGRAMS, storedBy } from '../loki/programs.ts';

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

const QUERIES = 'tests/loki/other-programs.test.ts';
const MADE = 'tests/loki/made-by-pages.test.ts';
const PAGES = 'tests/browser/other-programs.spec.ts';
const COMMAND = 'tests/event-history/other-programs.test.ts';

/** The tests that prove each column, by the start of their titles, or of what they go through; each runs for every program. */
const PROOFS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'list, filters': {
    [QUERIES]: ['are listed, each once', 'are filtered and counted by ${field}', 'are selected by ${text}'],
    [PAGES]: ['shows them on the page ${path', 'events: ['],
  },
  'counts, groups': {
    [QUERIES]: ['are filtered and counted by ${field}', 'are counted by several fields at once'],
    [PAGES]: ['shows them on the page ${path', 'groups: ['],
  },
  timeline: { [PAGES]: ['shows them on the page ${path', 'timeline: ['] },
  live: { [PAGES]: ['shows them live, as they are stored'] },
  story: {
    [QUERIES]: ['are found by their object, as in its story'],
    [PAGES]: ['shows them on the page ${path', "'story?"],
  },
  problems: {
    [QUERIES]: ['show the same problems as ours'],
    [PAGES]: ['shows them on the page ${path', 'problems: ['],
  },
  'compare, reasons': { [PAGES]: ['shows them on the page ${path', "'compare?", "'reasons?"] },
  export: { [PAGES]: ['exports what is filtered'] },
  panels: {
    [MADE]: ['panels on a dashboard list and count them'],
    [PAGES]: ['shows them in the ${panel}', "'lokievents-table-", "'lokievents-timeline-", "'lokievents-problems-"],
  },
  'alert rules, annotations': { [MADE]: ['an alert rule counts them', 'an annotation marks them'] },
  'event-history': { [COMMAND]: ['get lists each event', 'get selects by', 'describe shows', 'problems lists'] },
  '`get --watch`': { [COMMAND]: ['get --watch prints what is stored later'] },
  '`mcp`': { [COMMAND]: ['mcp answers about problems, events and objects'] },
  'bundled dashboards and rules': {},
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

it('the bundled dashboards and rules select streams by a label that other programs do not write', () => {
  const [headers = [], , ...rows] = tableOf('stored by');
  const column = headers.indexOf('bundled dashboards and rules');
  assert.ok(rows.every((cells) => cells[column] === 'no' && cells.slice(1, column).every((cell) => cell === 'yes')));
  const queries = [
    ...dashboards
      .flatMap(panelsOf)
      .flatMap(({ targets = [] }) => targets.filter(({ datasource: { type } }) => type === 'loki')),
    ...(yamlOf('provisioning/alerting/kubernetes-events.yaml') as Provisioned).groups.flatMap(({ rules }) =>
      rules.flatMap(({ data }) => data.map(({ model }) => model))
    ),
  ].flatMap(({ expr }) => expr?.match(/\{[^}]*\}(?= *[|[])/g) ?? []);
  assert.ok(queries.length > 20);
  assert.deepEqual(
    queries.filter((selector) => !/[{ ]_kind=/.test(selector)),
    []
  );
  for (const program of PROGRAMS) {
    assert.ok(
      storedBy(program, {}, 0).entries.every(({ labels }) => !('_kind' in labels)),
      program.name
    );
  }
});

interface Provisioned {
  groups: Array<{ rules: Array<{ data: Array<{ model: { expr?: string } }> }> }>;
}

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
