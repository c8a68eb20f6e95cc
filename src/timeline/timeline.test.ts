import { type EventRecord, recordOf } from '@kubernetes-events/event';
import { clustersOf } from './draw';
import { lanesOf } from './lanes';
import { actionOf, spanWith } from './view';

const START = 1_790_000_000_000;
const at = (ms: number, name = 'web', type = 'Normal', increment = 1): EventRecord =>
  recordOf({
    timestampNs: `${START + ms}000000`,
    line: 'x',
    labels: { name, _type: type, increment: String(increment), event_uid: `${name}${ms}` },
  });
const scene = (length: number, width = 1000) => ({ width, span: { from: START, to: START + length } });

describe('lanes', () => {
  it('hold every record once, in order of time, those with warnings first', () => {
    const lanes = lanesOf([at(3), at(1), at(2, 'db', 'Warning')], ['name']);
    expect(lanes.map(({ values, records }) => [values.name, records.map(({ timeMs }) => timeMs - START)])).toEqual([
      ['db', [2]],
      ['web', [1, 3]],
    ]);
  });
});

describe('marks', () => {
  const clusters = (records: EventRecord[], length: number) => {
    const [lane] = lanesOf(records, ['name']);
    return lane ? clustersOf(scene(length), lane) : [];
  };

  it('that overlap are one bar with their count, repeats too', () => {
    // A pixel is a millisecond here; nearer than ten they overlap.
    const found = clusters([at(0), at(5, 'web', 'Warning', 4), at(14), at(500)], 1000);
    expect(found.map(({ first, end, count, warnings }) => [first, end, count, warnings])).toEqual([
      [0, 3, 6, 1],
      [3, 4, 1, 0],
    ]);
  });

  it('are all accounted for, however many there are and however far one is zoomed out', () => {
    const records = Array.from({ length: 50_000 }, (_, n) =>
      at(n * 7 + (n % 13) * 40, 'web', n % 9 ? 'Normal' : 'Warning')
    );
    for (const length of [400_000, 40_000_000, 4_000_000_000]) {
      const found = clusters(records, length);
      expect(found.reduce((sum, { first, end }) => sum + end - first, 0)).toBe(50_000);
      expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(50_000);
      expect(found.reduce((sum, { warnings }) => sum + warnings, 0)).toBe(5556);
      expect(found.every(({ left }, n) => n === 0 || left - (found[n - 1]?.right ?? 0) >= 10 - 1e-6)).toBe(true);
    }
  });

  it('outside of what is shown are not drawn', () => {
    expect(clusters([at(-100), at(50), at(2000)], 1000).map(({ first }) => first)).toEqual([1]);
  });
});

describe('the keys', () => {
  it('choose a lane, then go through its events; without one they move the view', () => {
    const key = (name: string, inLane: boolean, shiftKey = false) => actionOf({ key: name, shiftKey }, inLane);
    expect([key('ArrowDown', false), key('ArrowRight', true)]).toEqual(['lane', 'mark']);
    expect([key('ArrowRight', false), key('ArrowRight', true, true)]).toEqual([undefined, undefined]);
    expect([key('Enter', true), key('Enter', false), key('Escape', true)]).toEqual(['mark', 'zoom', 'reset']);
  });

  it('bring an event that is out of sight into the middle', () => {
    const span = { from: 0, to: 100 };
    expect(spanWith(span, 50)).toBe(span);
    expect(spanWith(span, 500)).toEqual({ from: 450, to: 550 });
  });
});
