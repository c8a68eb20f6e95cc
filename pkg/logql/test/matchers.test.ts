import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { baseMatchers, DEFAULT_BASE, parseMatchers } from '../src/index.ts';

describe('parseMatchers', () => {
  const job = { label: 'job', op: '=', value: 'events' };

  it('reads a selector with and without its braces', () => {
    for (const text of ['job="events"', '{job="events"}', ' { job = "events", } ', 'job=`events`,']) {
      assert.deepEqual(parseMatchers(text), [job], text);
    }
  });

  it('reads all operators, and values with commas, braces and escapes', () => {
    assert.deepEqual(parseMatchers(String.raw`a!="x,y", b=~"a{2}", c!~"\"\\d\n"`), [
      { label: 'a', op: '!=', value: 'x,y' },
      { label: 'b', op: '=~', value: 'a{2}' },
      { label: 'c', op: '!~', value: '"\\d\n' },
    ]);
  });

  it('finds no matchers in an empty selector', () => {
    for (const text of ['', ' ', '{}', ' { } ']) {
      assert.deepEqual(parseMatchers(text), [], text);
    }
  });

  it('refuses anything else', () => {
    for (const text of ['job', 'job=', 'job="events" x', 'job="events"} |= "x"', 'job="a" or x="b"', '}{']) {
      assert.equal(parseMatchers(text), undefined, text);
    }
  });
});

describe('baseMatchers', () => {
  it('falls back to the streams of the collector without a selector that can be read', () => {
    for (const configured of [undefined, '', '{}', 'job=']) {
      assert.equal(baseMatchers(configured), DEFAULT_BASE);
    }
    assert.deepEqual(baseMatchers('job="events"'), [{ label: 'job', op: '=', value: 'events' }]);
  });
});
