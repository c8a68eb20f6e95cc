import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { storedAs } from '../src/index.ts';

const OURS = { labels: { reason: 'Test', increment: '1' } };
const BARE = { labels: { reason: 'Test' } };

describe('how events are stored', () => {
  it('is with increments if both ends of the range have them', () => {
    assert.deepEqual(storedAs({ others: [], ends: [OURS, OURS] }), { increments: true });
    assert.deepEqual(storedAs({ others: [], ends: [] }), { increments: true });
  });

  it('is without increments if an end of the range has none', () => {
    assert.deepEqual(storedAs({ others: [], ends: [OURS, BARE] }), {});
    assert.deepEqual(storedAs({ others: [], ends: [BARE, OURS] }), {});
  });

  it('is in lines alone for the entries of other collectors', () => {
    assert.deepEqual(storedAs({ others: [BARE], ends: [OURS, OURS] }), { oldLines: true });
  });
});
