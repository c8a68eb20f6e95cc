import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';

const SOURCE = path.resolve(import.meta.dirname, '../src');

/** From the bottom up. A file imports from its own folder and from those below. */
const LAYERS = [
  'version.ts',
  'time',
  'http',
  'config',
  'checkpoint',
  'telemetry',
  'kubernetes',
  'election',
  'watch',
  'delivery',
  'workload',
  'pipeline',
  'term',
  'convert',
  'command-line.ts',
  'main.ts',
];

const files = globSync('**/*.ts', { cwd: SOURCE }).filter((file) => !file.endsWith('.d.ts'));
const importsOf = new Map(
  files.map((file) => {
    const text = readFileSync(path.join(SOURCE, file), 'utf8');
    const imported = [...text.matchAll(/from '(\.{1,2}\/[^']+)'/g)].map(([, to = '']) => to);
    return [file, imported.map((to) => path.join(path.dirname(file), to)).filter((to) => files.includes(to))] as const;
  })
);
const layerOf = (file: string): number => LAYERS.indexOf(file.split(path.sep)[0]!);

it('the collector imports from the layers below alone', () => {
  assert.deepEqual(
    files.filter((file) => layerOf(file) < 0),
    [],
    'files outside the layers'
  );
  const up = [...importsOf].flatMap(([file, imported]) =>
    imported.filter((to) => layerOf(to) > layerOf(file)).map((to) => `${file} imports ${to}`)
  );
  assert.deepEqual(up, []);
});

it('no file of the collector imports itself, through others', () => {
  const circles = files.filter((file) => {
    const reached = new Set<string>();
    const open = [...importsOf.get(file)!];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (!reached.has(at)) {
        reached.add(at);
        open.push(...importsOf.get(at)!);
      }
    }
    return reached.has(file);
  });
  assert.deepEqual(circles, []);
});
