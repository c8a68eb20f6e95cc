import { baselineOf } from './baseline';

describe('the period to compare with', () => {
  it.each([
    ['yesterday', '2026-03-07T14:00:00.000Z', '2026-03-07T15:00:00.000Z'],
    ['week', '2026-03-01T14:00:00.000Z', '2026-03-01T15:00:00.000Z'],
  ])('has the same clock times where clocks were changed since: %s', (name, from, to) => {
    // 9:00 to 10:00 in New York on the day that clocks are put forward.
    const span = { from: Date.parse('2026-03-08T13:00:00Z'), to: Date.parse('2026-03-08T14:00:00Z') };
    const baseline = baselineOf(span, name, '', 'America/New_York');
    expect([baseline?.from ?? 0, baseline?.to ?? 0].map((ms) => new Date(ms).toISOString())).toEqual([from, to]);
  });
});
