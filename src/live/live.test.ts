import { type EventRecord, recordOf } from '@kubernetes-events/event';
import { EMPTY, received, released } from './buffer';
import { Rate } from './rate';
import { Seen } from './seen';

const at = (ms: number): EventRecord => recordOf({ timestampNs: `${ms}000000`, line: `Message:${ms}, `, labels: {} });
const several = (count: number, from = 1000) => Array.from({ length: count }, (_, n) => at(from + n));
const times = (records: readonly EventRecord[]) => records.map(({ timeMs }) => timeMs);

describe('the live buffer', () => {
  it('has the newest first, also where an older one comes late', () => {
    const first = received(EMPTY, [at(3000), at(1000)], false);
    expect(times(received(first, [at(2000)], false).shown)).toEqual([3000, 2000, 1000]);
  });

  it('holds back while the view stands still, and shows all of it afterwards', () => {
    const held = received(received(EMPTY, [at(1000)], false), [at(2000), at(3000)], true);
    expect([times(held.shown), held.held.length, held.dropped]).toEqual([[1000], 2, 0]);
    expect(times(released(held).shown)).toEqual([3000, 2000, 1000]);
  });

  it('keeps no more than can be looked at, and counts what it lets go of unseen', () => {
    expect(received(EMPTY, several(5000), false).shown).toHaveLength(2000);
    const held = received(EMPTY, several(12_000), true);
    expect([held.held.length, held.dropped]).toEqual([10_000, 2000]);
    expect([released(held).shown.length, released(held).dropped]).toEqual([2000, 10_000]);
  });
});

describe('what has been seen', () => {
  it('comes once, whichever way it comes', () => {
    const seen = new Seen(0);
    expect(seen.fresh([at(1000), at(2000)], 5000)).toHaveLength(2);
    expect(times(seen.fresh([at(2000), at(3000)], 5000))).toEqual([3000]);
    expect(seen.newest).toBe(3000);
  });

  it('is not ahead of the clock, whatever an event says', () => {
    const seen = new Seen(0);
    seen.fresh([at(9_000_000)], 5000);
    expect(seen.newest).toBe(6000);
  });
});

describe('the rate', () => {
  it('follows what comes, and falls when nothing does', () => {
    const rate = new Rate();
    for (let ms = 0; ms < 60_000; ms += 100) {
      rate.add(50, ms);
    }
    expect(rate.at(60_000)).toBeGreaterThan(450);
    expect(rate.at(60_000)).toBeLessThan(550);
    expect(rate.at(120_000)).toBe(1);
  });
});
