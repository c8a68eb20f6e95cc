import { type EventRecord, recordOf } from '@kubernetes-events/event';
import { OBJECT_LABELS } from '@kubernetes-events/logql';
import { clustersOf } from './clusters';
import { labelOf, reasonIn } from './labels';
import { extentOf, lanesOf } from './lanes';
import { tipLines } from './tipLines';
import { zoomIn } from './useTimelineView';
import { actionOf, spanWith, zoomToData } from './view';

const START = 1_790_000_000_000;
const at = (ms: number, name = 'web', type = 'Normal', increment = 1, reason = 'Pulled', message = 'x'): EventRecord =>
  recordOf({
    timestampNs: `${START + ms}000000`,
    line: message,
    labels: { name, _type: type, increment: String(increment), event_uid: `${name}${ms}`, reason },
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

  it('know where containers died and where workloads changed', () => {
    const own = (ms: number, reason: string, type: string, kind = 'Pod') =>
      recordOf({
        timestampNs: `${START + ms}000000`,
        line: 'x',
        labels: { name: 'web', _kind: kind, _type: type, reason, component: 'loki-event-collector' },
      });
    const records = [
      at(0),
      own(1, 'NewRevision', 'Normal', 'Deployment'),
      own(2, 'OOMKilled', 'Warning'),
      own(3, 'Completed', 'Normal'),
      at(4, 'web', 'Warning', 1, 'OOMKilled'),
    ];
    const [lane] = lanesOf(records, ['name']);
    expect(lane?.occasions.map((place) => lane.records[place]?.reason)).toEqual(['NewRevision', 'OOMKilled']);
    expect(lane?.occasions).toEqual([1, 2]);
  });

  it('keep objects of one name in two clusters apart, and name no cluster if there is none', () => {
    const inCluster = (cluster: string) =>
      recordOf({ timestampNs: `${START}000000`, line: 'x', labels: { name: 'web', cluster } });
    const clusters = lanesOf([inCluster('eu'), inCluster('us')], OBJECT_LABELS).map(({ values }) => values);
    expect(clusters).toEqual([
      { cluster: 'eu', name: 'web' },
      { cluster: 'us', name: 'web' },
    ]);
    expect(lanesOf([at(1)], OBJECT_LABELS).map(({ values }) => values)).toEqual([{ name: 'web' }]);
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

describe('labels', () => {
  const bar = (records: EventRecord[], by = ['name']) => {
    const [lane] = lanesOf(records, by);
    const [cluster] = lane ? clustersOf(scene(100_000), lane) : [];
    return lane && cluster ? reasonIn(lane, cluster) : undefined;
  };
  const repeated = (reason: string, count: number, type = 'Warning', from = 0) =>
    Array.from({ length: count }, (_, n) => at(from + n, 'web', type, 1, reason));
  // Ten pixels a letter.
  const label = (width: number, count: string, room: number, reason = 'BackOff') =>
    labelOf({ bar: width, count, reason }, room, (text) => text.length * 10);

  it('name the most frequent reason of the warnings, and how many others there are', () => {
    expect(bar(repeated('BackOff', 3))).toBe('BackOff');
    expect(bar([...repeated('Pulled', 9, 'Normal'), ...repeated('BackOff', 2, 'Warning', 9)])).toBe('BackOff +1');
  });

  it('count occurrences, not events, to find the most frequent reason', () => {
    const records = [at(0, 'web', 'Normal', 50, 'Killing'), at(1, 'web', 'Normal', 1, 'Pulled'), at(2)];
    expect(bar(records)).toBe('Killing +1');
  });

  it('are left out in a lane that is named after its reason', () => {
    expect(bar(repeated('BackOff', 3), ['reason'])).toBeUndefined();
  });

  it('stand in the bar if they fit, else beside it, else only the count is written', () => {
    expect(label(200, '14', 0)).toEqual({ inside: 'BackOff ×14' });
    expect(label(60, '14', 200)).toEqual({ inside: '14', beside: 'BackOff' });
    expect(label(10, '14', 200)).toEqual({ beside: 'BackOff ×14' });
    expect(label(60, '14', 20)).toEqual({ inside: '14' });
    expect(label(0, '', 200)).toEqual({ beside: 'BackOff' });
    expect(label(0, '', 20)).toEqual({});
  });
});

describe('the tip', () => {
  it('shows repeats as one line with their number, the first and the last time, warnings first', () => {
    const records = [
      at(0, 'web', 'Warning', 1, 'BackOff', 'back-off 10s'),
      at(10, 'web', 'Warning', 4, 'BackOff', 'back-off 20s'),
      at(20, 'web', 'Normal', 1, 'Pulled'),
    ];
    const lines = tipLines(records).map(({ record, count, from, to }) => [
      record.reason,
      record.message,
      count,
      from - START,
      to - START,
    ]);
    expect(lines).toEqual([
      ['BackOff', 'back-off 20s', 5, 0, 10],
      ['Pulled', 'x', 1, 20, 20],
    ]);
  });
});

describe('the zoom', () => {
  const range = { from: 1000, to: 2000 };

  it('is what the address holds, as long as some of it is within the range', () => {
    expect(zoomIn({ viewFrom: '1900', viewTo: '2100' }, range)).toEqual({ from: 1900, to: 2100 });
    expect(zoomIn({ viewFrom: '2100', viewTo: '2200' }, range)).toBeUndefined();
    expect(zoomIn({ viewFrom: '1500', viewTo: '1400' }, range)).toBeUndefined();
    expect(zoomIn({ viewFrom: '', viewTo: '1400' }, range)).toBeUndefined();
    expect(zoomIn({ viewFrom: 'x', viewTo: '1400' }, range)).toBeUndefined();
  });

  it('to the data is offered if the data fills little of the view', () => {
    const view = { from: 0, to: 1_000_000 };
    expect(zoomToData(view, { from: 800_000, to: 1_000_000 })).toEqual({ from: 790_000, to: 1_010_000 });
    expect(zoomToData(view, { from: 100_000, to: 900_000 })).toBeUndefined();
    expect(zoomToData(view, { from: 2_000_000, to: 3_000_000 })).toBeUndefined();
  });

  it('to the data knows where the lanes begin and end', () => {
    const lanes = lanesOf([at(5), at(9, 'db'), at(2, 'db')], ['name']);
    expect(extentOf(lanes)).toEqual({ from: START + 2, to: START + 9 });
    expect(extentOf([])).toBeUndefined();
  });
});
