import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { DEFAULT_LABELS, othersNames, PRESETS } from '../../pkg/event/src/index.ts';

const PAGE = readFileSync(path.resolve(import.meta.dirname, '../../docs/configure.md'), 'utf8');

/** The names in a column of the table, and which of them are in bold. */
function namesIn(column: number): { all: string[]; labels: string[] } {
  const [, table = ''] = /<!-- presets: [^]*?\n\n(\|[^]*?)\n\n/.exec(PAGE) ?? [];
  const cells = table
    .split('\n')
    .slice(2)
    .map((row) => row.split('|')[column] ?? '');
  const find = (pattern: RegExp): string[] =>
    cells.flatMap((cell) => [...cell.matchAll(pattern)].map(([, name = '']) => name));
  return {
    all: find(/`(\w+)`(?:\*\*)?(?:,|\s|$)/g).filter((name) => name !== 'eventUid'),
    labels: find(/\*\*`(\w+)`\*\*/g),
  };
}

for (const [column, name] of [
  [3, 'k8s-monitoring'],
  [4, 'otel'],
] as const) {
  it(`docs/configure.md lists the names of labelPreset: ${name}`, () => {
    const preset = PRESETS[name];
    const labels = Object.keys(preset.labels).filter((one) => !(one in DEFAULT_LABELS));
    const fixed = [...Object.keys(preset.staticLabels), ...preset.clusterLabels];
    const found = namesIn(column);
    assert.deepEqual(found.labels.sort(), [...labels, ...fixed].sort());
    assert.deepEqual(found.all.sort(), [...new Set([...othersNames(preset), ...labels])].sort());
  });
}
