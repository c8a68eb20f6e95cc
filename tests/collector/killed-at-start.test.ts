import { setTimeout as delay } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { create, oldEvent } from './events.ts';
import { Bed } from './harness.ts';
import { assertKeptOnce } from './kept.ts';

/** Three pages of the first list. */
const NUMBERS = Array.from({ length: 1_400 }, (_, number) => number);

describe('a first start', () => {
  let bed: Bed;
  before(async () => {
    bed = await Bed.start();
  });
  after(() => bed.end());

  it('that is killed again and again, in its list and while it pushes, loses nothing and doubles nothing', async () => {
    const namespace = await bed.namespace('first');
    await create(
      bed.stack,
      NUMBERS.map((number) => oldEvent(namespace, number))
    );
    // From before it has connected until it is done: the moments are the test.
    for (const ms of [150, 250, 300, 350, 400, 500]) {
      const collector = bed.collector();
      await delay(ms);
      await collector.kill('SIGKILL');
    }
    bed.collector();
    await assertKeptOnce(bed.stack, namespace, NUMBERS, { withinMs: 40_000 });
  });
});
