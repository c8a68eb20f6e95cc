import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Matcher, type Sample, type Stored, storedIn } from '../src/index.ts';

const OURS: Sample = { shape: 'own', service: 'kubernetes-events', labels: { reason: 'Test', increment: '1' } };
const BARE: Sample = { ...OURS, labels: { reason: 'Test' } };
const FIRST: Sample = { shape: 'own', service: 'unknown_service', labels: { _kind: 'Pod' } };
const ALLOY: Sample = { shape: 'alloy-logfmt', service: 'alloy', labels: { namespace: 'shop' } };
const ALLOY_JSON: Sample = { ...ALLOY, shape: 'alloy-json' };
const OTEL: Sample = { shape: 'watch-json', service: 'otel', labels: {} };

const BASE: Matcher[] = [{ label: 'app', op: '=', value: 'events' }];

function matches({ op, value }: Matcher, service: string): boolean {
  const isSame = op.endsWith('~') ? new RegExp(`^(?:${value})$`).test(service) : value === service;
  return isSame !== op.startsWith('!');
}

/** How events are stored, the oldest first, and how often Loki was asked. */
async function storedAs(...events: Sample[]): Promise<{ stored: Stored; asked: number }> {
  let asked = 0;
  const stored = await storedIn(BASE, async ([base, ...more], order, limit) => {
    asked++;
    assert.deepEqual(base, BASE[0]);
    const found = events.filter(({ service }) => more.every((matcher) => matches(matcher, service)));
    return order === 'newest' ? found.slice(-limit) : found.slice(0, limit);
  });
  return { stored, asked };
}

describe('how events are stored', () => {
  const rows: Array<[string, Sample[], Stored]> = [
    ['with increments if both ends of the range have them', [OURS, BARE, OURS], { increments: true }],
    ['with increments if there are none', [], { increments: true }],
    ['without increments if the last has none', [OURS, BARE], {}],
    ['without increments if the first has none', [BARE, OURS], {}],
    ['as the first collector did', [FIRST], { shapes: ['first'] }],
    ['as this collector and the first one did', [FIRST, OURS], { shapes: ['first', 'own'] }],
    ['as another program does', [ALLOY, ALLOY], { shapes: ['alloy-logfmt'] }],
    [
      'in both formats of a program that has changed it',
      [ALLOY, ALLOY_JSON],
      { shapes: ['alloy-json', 'alloy-logfmt'] },
    ],
    ['as several programs do', [OURS, OTEL, ALLOY, OTEL, OURS], { shapes: ['alloy-logfmt', 'own', 'watch-json'] }],
  ];
  for (const [how, events, expected] of rows) {
    it(`is ${how}`, async () => {
      assert.deepEqual((await storedAs(...events)).stored, expected);
    });
  }

  it('is found out in three queries if there are only ours', async () => {
    assert.equal((await storedAs(OURS, OURS)).asked, 3);
  });

  it('is looked for in a limited number of programs', async () => {
    const many = Array.from({ length: 40 }, (_, at): Sample => ({ ...ALLOY, service: `alloy-${at}` }));
    const { stored, asked } = await storedAs(...many);
    assert.deepEqual(stored, { shapes: ['alloy-logfmt'] });
    assert.ok(asked < 30, `${asked} queries`);
  });
});
