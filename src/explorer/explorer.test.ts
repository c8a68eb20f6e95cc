import { recordOf } from '@kubernetes-events/event';
import { complete, fieldsLike, spotAt } from '../filters/complete';
import { burstsOf } from '../overview/bursts';
import { foldedRows } from '../rows/fold';
import { nearest } from '../empty/nearest';

const sighting = (seconds: number, message: string, count = 1) =>
  recordOf({
    timestampNs: `${1790000000 + seconds}000000000`,
    line: `Message:${message}, `,
    labels: { _kind: 'Pod', name: 'web-1', reason: 'BackOff', event_uid: `u${seconds}`, count: String(count) },
  });

describe('repeats', () => {
  it('are one row, whatever the numbers in the message', () => {
    const rows = foldedRows([sighting(60, 'back-off 40s', 3), sighting(0, 'back-off 10s', 2)], new Set());
    expect(rows.map(({ count, from, to, repeats }) => [count, to - from, repeats.length])).toEqual([[3, 60_000, 2]]);
  });

  it('are all there where the row is open', () => {
    const records = [sighting(60, 'x'), sighting(0, 'x')];
    const [row] = foldedRows(records, new Set());
    expect(foldedRows(records, new Set([row?.key ?? '']))).toHaveLength(3);
  });

  it('of another message are another row', () => {
    expect(foldedRows([sighting(1, 'x'), sighting(0, 'y')], new Set())).toHaveLength(2);
  });
});

describe('bursts', () => {
  it('are told by how many times the usual rate they are', () => {
    expect(burstsOf([2, 2, 3, 40, 30, 2, 2, 1, 2])).toEqual([{ from: 3, to: 4, times: 20 }]);
  });

  it('are measured by what is usual since there is data, and not at all by a few buckets', () => {
    const before = 30;
    const steady = [...new Array<number>(before).fill(0), 29, 30, 28, 31, 29, 30];
    expect(burstsOf(steady)).not.toEqual([]);
    expect(burstsOf(steady, before)).toEqual([]);
    expect(burstsOf([...steady, 400], before)).toMatchObject([{ from: steady.length, to: steady.length }]);
    expect(burstsOf([0, 0, 0, 3, 3, 40], 3)).toEqual([]);
  });

  it('are none where little happens, or much all the time', () => {
    expect(burstsOf([0, 0, 1, 5, 0, 0])).toEqual([]);
    expect(burstsOf([40, 44, 39, 41])).toEqual([]);
  });
});

describe('completion', () => {
  it('finds a field by any part of its name', () => {
    expect(fieldsLike('kind')).toEqual(['involvedObject.kind']);
    expect(fieldsLike('re')[0]).toBe('reason');
  });

  it('replaces the term that the caret is in, and no other', () => {
    const text = 'type!=Normal,ki,reason=X';
    const spot = spotAt(text, 15);
    expect(complete(text, spot, 'involvedObject.kind').text).toBe('type!=Normal,involvedObject.kind=,reason=X');
  });

  it('escapes what a value may not hold', () => {
    const spot = spotAt('reason=', 7);
    expect(spot).toMatchObject({ at: 'value', field: 'reason' });
    expect(complete('reason=', spot, 'a,b=c').text).toBe('reason=a\\,b\\=c');
  });
});

describe('a value that nothing has', () => {
  it.each([
    ['Nod', 'Node'],
    ['backof', 'BackOff'],
    ['zzzzzz', undefined],
  ])('%s was probably meant as %s', (typed, meant) => {
    expect(nearest(typed, ['Node', 'Pod', 'BackOff', ''])).toBe(meant);
  });
});
