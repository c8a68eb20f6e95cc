import { commonDefaults } from './common';
import { unreadableParts } from './unreadable';
import { usableTime } from './usableTime';

const LIMITS = { timeZone: 'utc', minRefresh: '5s' };
const HOUR = 3600_000;

const read = (change: Partial<typeof commonDefaults>) => usableTime({ ...commonDefaults, ...change }, LIMITS);

describe('the time in the address', () => {
  it.each([
    { from: 'now-3h', to: 'now' },
    { from: 'now/d', to: 'now/d' },
    { from: '1764000000000', to: '1764003600000' },
    { from: '2026-11-25T00:00:00.000Z', to: '2026-11-25T06:00:00.000Z' },
  ])('is used as it is if Grafana can read it: %o', (range) => {
    expect(read(range)).toMatchObject({ ...range, faults: [] });
  });

  it.each([
    ['from=banana', { from: 'banana' }],
    ['to=1', { to: '1' }],
    ['from=now-3h, to=now-6h', { to: 'now-6h' }],
    ['from=now, to=now', { from: 'now' }],
    ['from=1764003600000, to=1764000000000', { from: '1764003600000', to: '1764000000000' }],
  ])('is the last 3 hours if it cannot be used, and says so: %s', (text, change) => {
    const { range, faults } = read(change);
    // Each of them is `now` at an instant of its own.
    expect((range.to.valueOf() - range.from.valueOf()) / HOUR).toBeCloseTo(3, 2);
    expect(faults).toEqual([expect.objectContaining({ text })]);
  });

  it("is read in the link's time zone, or in the person's own if the link has none", () => {
    const midnight = (timeZone: string) =>
      new Date(read({ from: 'now/d', timeZone }).range.from.valueOf()).getUTCHours();
    expect(midnight('')).toBe(0);
    expect(midnight('Asia/Tokyo')).toBe(15);
    expect(read({ timeZone: 'browser' }).timeZone).toBe('browser');
  });

  it('names a time zone that does not exist, and takes the own one', () => {
    const { timeZone, faults } = read({ timeZone: 'Mars/Olympus' });
    expect(timeZone).toBe('utc');
    expect(faults).toEqual([expect.objectContaining({ text: 'timezone=Mars/Olympus' })]);
  });

  it.each([
    ['10s', '10s', []],
    ['', '', []],
    ['abc', '', ['refresh=abc']],
    ['0s', '', ['refresh=0s']],
    ['1ms', '5s', ['refresh=1ms']],
    ['5', '', ['refresh=5']],
  ])("refreshes by it unless it is unreadable or shorter than Grafana's minimum: %s", (refresh, used, faults) => {
    const found = read({ refresh });
    expect(found.refresh).toBe(used);
    expect(found.faults.map(({ text }) => text)).toEqual(faults);
  });
});

describe('what cannot be read in the address', () => {
  it('is named, and nothing else', () => {
    const search = new URLSearchParams([
      ['f', '_kind=Pod'],
      ['f', 'banana'],
      ['q', ':fine'],
      ['q', 'colon missing'],
      ['event', '1764000000000000000/uid/12'],
    ]);
    expect(unreadableParts(`?${search}`).map(({ text }) => text)).toEqual(['f=banana', 'q=colon missing']);
    expect(unreadableParts('?event=banana').map(({ text }) => text)).toEqual(['event=banana']);
    expect(unreadableParts('?f=' + 'x'.repeat(500))[0]?.text.length).toBeLessThan(100);
  });
});
