import { bucketsOf } from '../shared/time/buckets';
import { HOUR, MINUTE, SECOND } from '../shared/time/units';
import { unitsOf } from './units';

const NOON = Date.UTC(2026, 10, 26, 12);
const day = { from: NOON - 24 * HOUR + 13 * MINUTE, to: NOON + 13 * MINUTE };
const ofDay = bucketsOf(day, 150, 'utc');

describe('units of a range', () => {
  it('have all its time, each once', () => {
    const units = unitsOf(ofDay, day);
    expect(units[0]).toMatchObject({ first: 0, span: { from: day.from } });
    expect(units.at(-1)).toMatchObject({ end: ofDay.count, span: { to: day.to } });
    units.slice(1).forEach(({ first, span }, at) => {
      expect([first, span.from]).toEqual([units[at]?.end, units[at]?.span.to]);
    });
  });

  it('are those of a range that begins and ends a little later, but for its ends', () => {
    const later = { from: day.from + 5 * SECOND, to: day.to + 5 * SECOND };
    const spans = unitsOf(ofDay, day).map(({ span }) => span);
    const moved = unitsOf(bucketsOf(later, 150, 'utc'), later).map(({ span }) => span);
    expect(moved).toHaveLength(spans.length);
    expect(moved.slice(1, -1)).toEqual(spans.slice(1, -1));
  });

  it.each(['Asia/Kathmandu', 'Asia/Kolkata', 'America/New_York'])('are kept apart by the clocks of %s', (timeZone) => {
    const buckets = bucketsOf(day, 150, timeZone);
    const units = unitsOf(buckets, day);
    expect(units.length).toBeGreaterThan(24);
    expect(units.at(-1)?.end).toBe(buckets.count);
  });
});
