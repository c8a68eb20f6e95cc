import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { entryOf } from '../../pkg/event/src/index.ts';
import { push } from '../loki/loki.ts';
import { oldEvent } from './events.ts';
import { Bed } from './harness.ts';
import { NAMESPACES } from './soak/load.ts';
import { tally } from './soak/tally.ts';

const MINUTE_MS = 60_000;
const CREATED = 6_000;
const LOST = [3, 5_999];
const TWICE = [7, 4_000];

let bed: Bed;
before(async () => {
  bed = await Bed.start({ only: ['loki'] });
});
after(() => bed.end());

it('the tally of a soak finds each event that is missing and each that is kept twice', async () => {
  const startMs = Date.now() - MINUTE_MS;
  const numbers = Array.from({ length: CREATED }, (_, number) => number);
  // One a millisecond, so that a window holds more of them than Loki answers a query with.
  const entries = numbers.map((number) => ({
    ...entryOf(oldEvent(NAMESPACES[number % NAMESPACES.length]!, number), 1),
    timestampNs: BigInt(startMs + number) * 1_000_000n,
  }));
  const kept = entries.filter((_, number) => !LOST.includes(number));
  const again = TWICE.map((number) => ({ ...entries[number]!, timestampNs: entries[number]!.timestampNs + 1n }));
  for (const part of [kept.slice(0, CREATED / 2), kept.slice(CREATED / 2), again]) {
    await push(bed.stack.lokiUrl, part);
  }
  const found = CREATED - LOST.length + TWICE.length;
  assert.deepEqual(await tally(bed.stack.lokiUrl, CREATED, { startMs, endMs: Date.now() + MINUTE_MS }), {
    lost: LOST,
    twice: TWICE,
    found,
    counted: found,
    miscounted: [],
  });
});
