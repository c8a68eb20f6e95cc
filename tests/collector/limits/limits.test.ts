import assert from 'node:assert/strict';
import { it } from 'node:test';
import { deliverAll, type Limit, PAIRS, table } from './matrix.ts';

/** Limits that bear on the same part of an entry; `make limits` checks every three. */
const TRIPLES: Limit[][] = [
  ['no structured metadata', '10 streams', '60 KB burst'],
  ['no structured metadata', '5 label names', '1 KiB lines'],
  ['10 streams', '5 label names', '3 metadata fields'],
  ['10 streams', '1 h max age', '3 metadata fields'],
  ['60 KB burst', '0.2 MB/s', '1 h max age'],
];

it(
  'Loki keeps each of 3,000 events that wait once, whichever two or three limits a tenant has',
  { timeout: 900_000 },
  async () => {
    const results = await deliverAll([...PAIRS, ...TRIPLES]);
    console.log(table(results));
    assert.equal(results.length, PAIRS.length + TRIPLES.length);
    const failed = results.filter(({ lost, twice, dropped }) => lost > 0 || twice > 0 || dropped.length > 0);
    assert.deepEqual(failed, []);
  }
);

for (const labelPreset of ['k8s-monitoring', 'otel'] as const) {
  it(`the same, of entries with the names of ${labelPreset}`, { timeout: 300_000 }, async () => {
    const combinations: Limit[][] = [
      ['10 streams'],
      ['10 streams', '5 label names', '3 metadata fields'],
      ['no structured metadata', '5 label names', '1 KiB lines'],
    ];
    const results = await deliverAll(combinations, undefined, labelPreset);
    assert.deepEqual(
      results.map(({ lost, twice, dropped }) => [lost, twice, dropped]),
      combinations.map(() => [0, 0, []])
    );
  });
}
