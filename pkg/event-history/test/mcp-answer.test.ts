import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bounded, listed } from '../src/mcp/answer.ts';

describe('bounded', () => {
  it('cuts long texts and lists anywhere in an answer, and says so', () => {
    const answer = bounded({
      list: [{ text: 'x'.repeat(2000) }, ...Array.from({ length: 300 }, (_, n) => n)],
      n: null,
    });
    const { list, n } = answer as { list: Array<{ text: string } | string | number>; n: null };
    assert.equal(n, null);
    assert.equal((list[0] as { text: string }).text, `${'x'.repeat(1500)}… (2000 characters)`);
    assert.deepEqual([list.length, list.at(-1)], [201, 'and 101 more']);
  });
});

describe('listed', () => {
  it('says nothing about more if everything is shown', () => {
    assert.deepEqual(listed([1, 2], { limit: 2, which: 'the newest' }), {
      items: [1, 2],
      counts: { found: 2, shown: 2 },
    });
  });

  it('says how many there are at least if not all were read', () => {
    const { counts } = listed([1, 2, 3], { limit: 2, partly: true, which: 'the newest' });
    assert.deepEqual([counts.found, counts.foundAtLeast, counts.shown], [3, true, 2]);
    assert.match(counts.notShown ?? '', /^These are the newest 2 of at least 3\. To see others, raise limit/);
  });
});
